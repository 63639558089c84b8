import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Change, ConnectionDeps } from '../../../application/connections/change-connection.js';
import { changeCredentials } from '../../../application/connections/change-credentials.js';
import { configureConnection } from '../../../application/connections/configure-connection.js';
import type { ConnectionRequest } from '../../../application/connections/connection-request.js';
import { createConnection } from '../../../application/connections/create-connection.js';
import { pauseConnection } from '../../../application/connections/pause-connection.js';
import { resumeConnection } from '../../../application/connections/resume-connection.js';
import { retireOldSecrets } from '../../../application/connections/retire-old-secrets.js';
import { rotateSecret } from '../../../application/connections/rotate-secret.js';
import { secretsLiveAt } from '../../../application/connections/secrets-live-at.js';
import type { Connections } from '../../../application/ports/connections.js';
import { ConnectionName } from '../../../domain/connection/name.js';
import { Timestamp } from '../../../domain/primitives.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { valid } from '../../support/valid.js';

const name = valid(ConnectionName)('production');
const noon = (day: number) => valid(Timestamp)(`2026-03-0${day}T12:00:00.000Z`);
let requests = 0;
const asked = (day: number, over: Partial<ConnectionRequest> = {}): ConnectionRequest => ({
  source: 'hubspot',
  name,
  requestId: `request-${++requests}`,
  actor: 'user:spec',
  at: noon(day),
  ...over,
});

const world = () => {
  const connections = makeInMemoryConnections();
  const log = inMemoryEventStore();
  const history = async () => {
    const read = await log.readStream('connection-hubspot-production')();
    return E.isRight(read) ? read.right.map(({ event }) => event) : [];
  };
  return {
    connections,
    log,
    history,
    types: async () => (await history()).map(({ type }) => type),
    kept: () => connections.find('hubspot', 'production'),
    liveOn: async (day: number) =>
      secretsLiveAt((await connections.find('hubspot', 'production')) ?? { secrets: [] }, new Date(noon(day))),
  };
};

const done = async (change: Change) => {
  const changed = await change();
  if (E.isLeft(changed)) throw new Error(changed.left._tag);
  return changed.right;
};
const refusal = async (change: Change) => {
  const changed = await change();
  return E.isLeft(changed) ? changed.left._tag : 'nothing was refused';
};

/** The process dies when it is about to update what is kept for the nth time. */
const dyingAtUpdate = (nth: number, connections: Connections): ConnectionDeps['connections'] => {
  let updates = 0;
  return {
    find: connections.find,
    update: async (...args) => {
      updates++;
      if (updates === nth) throw new Error('killed');
      return connections.update(...args);
    },
  };
};
const dying = async (change: Change) => expect(change()).rejects.toThrow('killed');

const created = async () => {
  const here = world();
  await done(createConnection(here)(asked(1), { settings: { currency: 'EUR' }, secret: 'one' }));
  return here;
};

describe('a connection', () => {
  it('is created with its secret, which the log does not hold', async () => {
    const here = world();
    const { connection, secret, position } = await done(
      createConnection(here)(asked(1), { settings: { currency: 'EUR' }, secret: 'a first secret' }),
    );
    const kept = { source: 'hubspot', name, secrets: ['a first secret'], settings: { currency: 'EUR' } };
    expect([connection, await here.kept(), secret]).toEqual([kept, kept, 'a first secret']);
    expect(position).toBeDefined();
    expect(JSON.stringify(await here.history())).not.toContain('a first secret');
  });

  it('is created once', async () => {
    const here = await created();
    expect(await refusal(createConnection(here)(asked(2), { settings: {}, secret: 'two' }))).toBe(
      'ConnectionAlreadyExists',
    );
    expect(await here.liveOn(2)).toEqual(['one']);
  });

  it('that nobody created is unknown', async () => {
    const here = world();
    for (const change of [
      configureConnection(here)(asked(1), {}),
      pauseConnection(here)(asked(1)),
      resumeConnection(here)(asked(1)),
      rotateSecret(here)(asked(1), { secret: 'two' }),
      retireOldSecrets(here)(asked(1)),
      changeCredentials(here)(asked(1), {}),
    ])
      expect(await refusal(change)).toBe('ConnectionUnknown');
    expect([await here.kept(), await here.types()]).toEqual([undefined, []]);
  });

  it('is configured, paused and resumed', async () => {
    const here = await created();
    await done(configureConnection(here)(asked(2), { currency: null, timeZone: 'Europe/Berlin' }));
    await done(pauseConnection(here)(asked(2)));
    expect(await here.kept()).toMatchObject({ settings: { timeZone: 'Europe/Berlin' }, paused: true });
    await done(resumeConnection(here)(asked(3)));
    const { connection } = await done(resumeConnection(here)(asked(3)));
    expect(connection).toEqual({ source: 'hubspot', name, secrets: ['one'], settings: { timeZone: 'Europe/Berlin' } });
    expect(await here.types()).toEqual([
      'ConnectionCreated',
      'ConnectionConfigured',
      'ConnectionPaused',
      'ConnectionResumed',
    ]);
  });

  it('shows other credentials, whose values the log does not hold', async () => {
    const here = await created();
    const credentials = { clientId: 'an id', accessToken: 'a t0ken' };
    await done(changeCredentials(here)(asked(2), credentials));
    await done(changeCredentials(here)(asked(2), credentials));
    expect((await here.kept())?.credentials).toEqual(credentials);
    const history = await here.history();
    expect(history.at(-1)).toMatchObject({ data: { names: ['accessToken', 'clientId'] } });
    expect(history).toHaveLength(2);
    expect(JSON.stringify(history)).not.toContain('a t0ken');
  });

  it('keeps both of two changes made at once', async () => {
    const here = await created();
    await Promise.all([
      done(pauseConnection(here)(asked(2))),
      done(configureConnection(here)(asked(2), { timeZone: 'Europe/Berlin' })),
      done(rotateSecret(here)(asked(2), { secret: 'two' })),
      done(rotateSecret(here)(asked(2), { secret: 'three' })),
    ]);
    const kept = await here.kept();
    expect(kept).toMatchObject({ settings: { currency: 'EUR', timeZone: 'Europe/Berlin' }, paused: true });
    expect(kept?.secrets).toHaveLength(2);
    expect(kept?.secrets).not.toContain('one');
  });
});

describe('the secret of a connection', () => {
  it('is rotated while the old one stays live for some hours', async () => {
    const here = await created();
    const { secret } = await done(rotateSecret(here)(asked(2), { secret: 'two', overlapHours: 24 }));
    expect([secret, await here.liveOn(2), await here.liveOn(3)]).toEqual(['two', ['two', 'one'], ['two']]);
  });

  it('is one of two at most', async () => {
    const here = await created();
    await done(rotateSecret(here)(asked(2), { secret: 'two' }));
    await done(rotateSecret(here)(asked(2, { at: valid(Timestamp)('2026-03-02T13:00:00Z') }), { secret: 'three' }));
    expect((await here.kept())?.secrets).toEqual(['three', 'two']);
  });

  it('is retired before its time', async () => {
    const here = await created();
    await done(rotateSecret(here)(asked(2), { secret: 'two' }));
    const { connection } = await done(retireOldSecrets(here)(asked(2)));
    expect(connection).toEqual({ source: 'hubspot', name, secrets: ['two'], settings: { currency: 'EUR' } });
  });

  it('does not come back once it was replaced', async () => {
    const here = await created();
    await done(rotateSecret(here)(asked(2), { secret: 'two', overlapHours: 1 }));
    expect(await refusal(rotateSecret(here)(asked(3), { secret: 'one' }))).toBe('SecretUsedBefore');
    expect(await here.liveOn(3)).toEqual(['two']);
  });
});

describe('a request that was cut off', () => {
  it('before anything was kept is as if it had not been made', async () => {
    const here = await created();
    const first = { ...here, connections: dyingAtUpdate(1, here.connections) };
    await dying(rotateSecret(first)(asked(2), { secret: 'two' }));
    expect([await here.liveOn(9), await here.types()]).toEqual([['one'], ['ConnectionCreated']]);
  });

  it('before the log spoke leaves the old secret without end, and the new one for an hour', async () => {
    const here = await created();
    const append = () => async () => Promise.reject(new Error('killed'));
    await expect(
      rotateSecret({ ...here, log: { ...here.log, append } })(asked(2), { secret: 'lost' })(),
    ).rejects.toThrow('killed');
    expect([await here.liveOn(2), await here.liveOn(3)]).toEqual([['one', 'lost'], ['one']]);
    await done(rotateSecret(here)(asked(3), { secret: 'two' }));
    expect((await here.kept())?.secrets).toEqual(['two', 'one']);
  });

  it('after the log spoke is answered with the same secret when it is made again', async () => {
    const here = await created();
    const request = asked(2);
    const second = { ...here, connections: dyingAtUpdate(2, here.connections) };
    await dying(rotateSecret(second)(request, { secret: 'two' }));
    const { secret, connection } = await done(rotateSecret(here)(request, { secret: 'made up anew' }));
    expect([secret, connection.secrets]).toEqual(['two', ['two', 'one']]);
    expect(await here.types()).toEqual(['ConnectionCreated', 'ConnectionSecretRotated']);
  });

  it('and is made again after another came does not undo that one', async () => {
    const here = await created();
    const first = asked(2);
    const cutOff = { ...here, connections: dyingAtUpdate(1, here.connections) };
    await dying(changeCredentials(cutOff)(first, { accessToken: 'first' }));
    await done(changeCredentials(here)(asked(2), { accessToken: 'second' }));
    await done(changeCredentials(here)(first, { accessToken: 'first' }));
    expect((await here.kept())?.credentials).toEqual({ accessToken: 'second' });
  });

  it('is told from another kind of request with the same id', async () => {
    const here = await created();
    await done(pauseConnection(here)(asked(2, { requestId: 'mine' })));
    const { connection } = await done(resumeConnection(here)(asked(2, { requestId: 'mine' })));
    expect(connection.paused).toBeUndefined();
  });

  it('after the log spoke is made good by whichever request comes next', async () => {
    const here = await created();
    await dying(
      rotateSecret({ ...here, connections: dyingAtUpdate(2, here.connections) })(asked(2), { secret: 'two' }),
    );
    await dying(pauseConnection({ ...here, connections: dyingAtUpdate(1, here.connections) })(asked(2)));
    await done(configureConnection(here)(asked(2), { timeZone: 'Europe/Berlin' }));
    expect(await here.kept()).toMatchObject({ secrets: ['two', 'one'], paused: true });
    expect(await here.liveOn(3)).toEqual(['two']);
  });

  it.each([1, 2])('while it created a connection, at step %i, is made again', async (step) => {
    const here = world();
    const request = asked(1);
    const cutOff = { ...here, connections: dyingAtUpdate(step, here.connections) };
    const settings = { currency: 'EUR' } as const;
    await dying(createConnection(cutOff)(request, { settings, secret: 'one' }));
    expect((await here.kept())?.paused ?? true).toBe(true);
    const { secret, connection } = await done(createConnection(here)(request, { settings, secret: 'two' }));
    expect(connection).toEqual({ source: 'hubspot', name, secrets: [secret], settings });
    expect(await here.types()).toEqual(['ConnectionCreated']);
  });

  it('while it created a connection, before the log spoke, may be made again by another', async () => {
    const here = world();
    const append = () => async () => Promise.reject(new Error('killed'));
    const deps = { ...here, log: { ...here.log, append } };
    await expect(createConnection(deps)(asked(1), { settings: {}, secret: 'lost' })()).rejects.toThrow('killed');
    expect(await here.kept()).toMatchObject({ paused: true });
    const { secret } = await done(createConnection(here)(asked(2), { settings: {}, secret: 'one' }));
    expect([secret, await here.liveOn(2), (await here.kept())?.paused]).toEqual(['one', ['one'], undefined]);
  });

  it('is not taken for done because an older connection had to be told first', async () => {
    const here = world();
    await here.connections.save({ source: 'hubspot', name, secrets: ['one'], settings: {} });
    const request = asked(2);
    const append: typeof here.log.append = (stream, revision, events) =>
      events[0]?.event.type === 'ConnectionCreated'
        ? here.log.append(stream, revision, events)
        : async () => E.left({ _tag: 'LogUnavailable', reason: 'killed' });
    expect(await refusal(pauseConnection({ ...here, log: { ...here.log, append } })(request))).toBe('LogUnavailable');
    const { connection } = await done(pauseConnection(here)(request));
    expect(connection.paused).toBe(true);
  });
});

describe('a connection kept before there were events', () => {
  const older = async (paused = false) => {
    const here = world();
    const secrets = ['newer', 'older'];
    await here.connections.save({
      source: 'hubspot',
      name,
      secrets,
      credentials: { accessToken: 't' },
      settings: { currency: 'EUR' },
      ...(paused ? { paused } : {}),
    });
    return here;
  };

  it('is told of with the first request, and keeps what it has', async () => {
    const here = await older();
    const { connection } = await done(rotateSecret(here)(asked(2), { secret: 'newest' }));
    expect(connection).toMatchObject({
      secrets: ['newest', 'newer'],
      credentials: { accessToken: 't' },
      settings: { currency: 'EUR' },
    });
    expect(await here.types()).toEqual(['ConnectionCreated', 'ConnectionSecretRotated']);
  });

  it('stays paused if it was', async () => {
    const here = await older(true);
    const { connection } = await done(configureConnection(here)(asked(2), { timeZone: 'UTC' }));
    expect(connection).toMatchObject({ paused: true, secrets: ['newer', 'older'] });
  });

  it('is there already', async () => {
    const here = await older();
    expect(await refusal(createConnection(here)(asked(2), { settings: {}, secret: 'two' }))).toBe(
      'ConnectionAlreadyExists',
    );
    expect(await here.liveOn(2)).toEqual(['newer', 'older']);
  });
});
