import { createSigner } from 'fast-jwt';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChangeNotice } from '../../application/ports/change-feed.js';
import { makeInMemoryChangeFeed } from '../../infrastructure/in-memory/change-feed.js';
import type { ReadApiOptions } from '../../read-api/app.js';
import type { ReadSide } from '../../read-api/deps.js';
import { fact } from '../support/fact.js';
import { apiOver, jwtSecret, tokenOf } from '../support/given-api.js';
import { closeCodeAfter, follow, liveClient, next, socketUrlOf } from '../support/live-client.js';
import { churnPredicted } from '../support/predictions-said.js';
import { type Book, readSideOf } from '../support/read-side-of.js';
import { sampleOpened } from '../support/sample-notice.js';

const account = (name: string, mergedFrom: ReadonlyArray<string> = []) => ({ accountId: 'acme', name, mergedFrom });
const accountChanged = (id?: string) =>
  `subscription { accountChanged${id === undefined ? '' : `(accountId: "${id}")`} { accountId name freshness { position } } }`;

const apps: Array<FastifyInstance> = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

/** A listening API whose book can change while it is followed. */
const given = async (first: Book, options: Partial<ReadApiOptions> = {}) => {
  let book = first;
  let reads = 0;
  const changeFeed = makeInMemoryChangeFeed();
  const accounts = {
    ...readSideOf(first).accounts,
    groupOf: (id: string) => readSideOf(book).accounts.groupOf(id),
    find: (id: string) => {
      reads++;
      return readSideOf(book).accounts.find(id);
    },
  };
  const health = {
    ...readSideOf(first).health,
    current: (id: string, asOf?: string) => readSideOf(book).health.current(id, asOf),
  };
  const app = apiOver(first, { changeFeed, accounts, health, ...options });
  apps.push(app);
  const url = await socketUrlOf(app);
  return {
    app,
    url,
    reads: () => reads,
    becomes: (then: Book, ...keys: ReadonlyArray<string>) => {
      book = then;
      const notices = (readModel: string) =>
        keys.map((key): ChangeNotice => ({ readModel, key, position: then.position ?? '' }));
      changeFeed.publish([...notices('accounts'), ...notices('health')]);
    },
    openSubscriptions: async () => {
      const { body } = await app.inject('/metrics');
      return body.split('\n').flatMap((line) => /^treering_live_subscriptions\{.*\} (\d+)$/.exec(line)?.[1] ?? []);
    },
  };
};

describe('following anomalies', () => {
  const found = fact('AnomalyDetected', {
    ...{ anomalyId: 'a1', accountId: 'acme-old', metric: 'events', kind: 'point', occurredAt: '2026-06-20T23:59:59Z' },
    ...{ from: '2026-06-20', day: '2026-06-20', value: 0, expected: 40, low: 25, high: 55 },
    ...{ score: 4, severity: 1, falseAlarmsPerYear: 1 },
  });
  const resolved = fact('AnomalyResolved', { anomalyId: 'a1', occurredAt: '2026-06-21T09:00:00Z' });
  const accounts = [account('Acme', ['acme-old'])];
  const following = (id?: string) =>
    `subscription { anomalyChanged${id === undefined ? '' : `(accountId: "${id}")`} { anomaly { anomalyId status } } }`;

  it.each([['acme'], [undefined]])('of %s tells each as it is found and as something is said of it', async (id) => {
    const none = { accounts, position: '1' };
    let book: Book = none;
    const anomalies = {
      list: readSideOf(none).anomalies.list,
      find: (anomalyId: string) => readSideOf(book).anomalies.find(anomalyId),
    };
    const changeFeed = makeInMemoryChangeFeed();
    const app = apiOver(none, { changeFeed, anomalies });
    apps.push(app);
    const messages = follow(liveClient(await socketUrlOf(app)), following(id));
    const first = next(messages);
    const becomes = (then: Book) => {
      book = then;
      changeFeed.publish([{ readModel: 'anomalies', key: 'a1', position: then.position ?? '' }]);
    };
    const nudging = setInterval(() => becomes({ accounts, facts: [found], position: '2' }), 20);
    expect(await first).toEqual({ anomalyChanged: { anomaly: { anomalyId: 'a1', status: 'open' } } });
    clearInterval(nudging);
    becomes({ accounts, facts: [found, resolved], position: '3' });
    for (;;) {
      const { anomalyChanged } = (await next(messages)) as { anomalyChanged: { anomaly: { status: string } } };
      if (anomalyChanged.anomaly.status === 'resolved') break;
    }
    await messages.return?.();
  });
});

describe('following alerts', () => {
  const accounts = [account('Acme', ['acme-old'])];
  const opened = sampleOpened({ alertId: 'k:a1', accountId: 'acme-old' });
  const resolved = fact('AlertResolved', { alertId: 'k:a1', occurredAt: '2026-03-04T09:00:00Z', by: 'person' });

  it.each([['(accountId: "acme")'], ['']])('%s tells each as it is opened and as its state changes', async (asked) => {
    const none = { accounts, position: '1' };
    let book: Book = none;
    const alerts = {
      ...readSideOf(none).alerts,
      find: (alertId: string) => readSideOf(book).alerts.find(alertId),
    };
    const changeFeed = makeInMemoryChangeFeed();
    const app = apiOver(none, { changeFeed, alerts });
    apps.push(app);
    const subscription = `subscription { alertChanged${asked} { alert { alertId status } freshness { position } } }`;
    const messages = follow(liveClient(await socketUrlOf(app)), subscription);
    const first = next(messages);
    const becomes = (then: Book) => {
      book = then;
      changeFeed.publish([{ readModel: 'alerts', key: 'k:a1', position: then.position ?? '' }]);
    };
    const nudging = setInterval(() => becomes({ accounts, facts: [opened], position: '2' }), 20);
    expect(await first).toMatchObject({ alertChanged: { alert: { alertId: 'k:a1', status: 'open' } } });
    clearInterval(nudging);
    becomes({ accounts, facts: [opened, resolved], position: '3' });
    for (;;) {
      const { alertChanged } = (await next(messages)) as { alertChanged: { alert: { status: string } } };
      if (alertChanged.alert.status === 'resolved') break;
    }
    await messages.return?.();
  });
});

describe('following what is predicted', () => {
  it('tells all of an account at once, and again when it is predicted anew', async () => {
    const book = (...probabilities: ReadonlyArray<number>): Book => ({
      accounts: [account('Acme')],
      facts: probabilities.map((chance, i) => churnPredicted('acme', `2026-06-0${i + 1}`, chance)),
    });
    let now = book();
    const changeFeed = makeInMemoryChangeFeed();
    const predictions = {
      ...readSideOf(now).predictions,
      latest: (...asked: Parameters<ReadSide['predictions']['latest']>) => readSideOf(now).predictions.latest(...asked),
    } as ReadSide['predictions'];
    const freshnessOf: ReadSide['freshnessOf'] = (readModel) => readSideOf(now).freshnessOf(readModel);
    const app = apiOver(now, { changeFeed, predictions, freshnessOf });
    apps.push(app);
    const asked =
      'subscription { predictionChanged(accountId: "acme") { missing churn { day horizons { probability } } } }';
    const messages = follow(liveClient(await socketUrlOf(app)), asked);
    expect(await next(messages)).toEqual({ predictionChanged: { missing: 'no-champion', churn: null } });
    for (const chances of [[0.3], [0.3, 0.6]]) {
      now = book(...chances);
      changeFeed.publish([{ readModel: 'predictions', key: 'acme', position: `${chances.length}00` }]);
      const probability = chances.at(-1);
      expect(await next(messages)).toMatchObject({
        predictionChanged: {
          missing: null,
          churn: { day: `2026-06-0${chances.length}`, horizons: [{}, { probability }, {}] },
        },
      });
    }
    await messages.return?.();
  });
});

describe('following an account', () => {
  it('tells its state at once, and again when it changes', async () => {
    const api = await given({ accounts: [account('Acme')], position: '1' });
    const messages = follow(liveClient(api.url), accountChanged('acme'));
    expect(await next(messages)).toEqual({
      accountChanged: { accountId: 'acme', name: 'Acme', freshness: { position: '1' } },
    });
    api.becomes({ accounts: [account('Acme Ltd')], position: '2' }, 'acme');
    expect(await next(messages)).toEqual({
      accountChanged: { accountId: 'acme', name: 'Acme Ltd', freshness: { position: '2' } },
    });
    await messages.return?.();
  });

  it('tells its health, and fields asked beyond it', async () => {
    const scored = (score: number) => [{ accountId: 'acme', day: '2026-06-30', score }];
    const api = await given({ accounts: [account('Acme')], health: scored(40), position: '1' });
    const messages = follow(
      liveClient(api.url),
      'subscription { healthChanged(accountId: "acme") { accountId current { score } freshness { readModel } } }',
    );
    const told = (score: number) => ({
      healthChanged: { accountId: 'acme', current: { score }, freshness: { readModel: 'health' } },
    });
    expect(await next(messages)).toEqual(told(40));
    api.becomes({ accounts: [account('Acme')], health: scored(70), position: '2' }, 'acme');
    expect(await next(messages)).toEqual(told(70));
    await messages.return?.();
  });

  it('goes on when it turns out to be another account', async () => {
    const old = { accountId: 'acme-old', name: 'Old' };
    const api = await given({ accounts: [account('Acme'), old], position: '1' });
    const messages = follow(liveClient(api.url), accountChanged('acme-old'));
    expect(await next(messages)).toMatchObject({ accountChanged: { name: 'Old' } });
    api.becomes({ accounts: [account('Acme', ['acme-old'])], position: '2' }, 'acme-old');
    expect(await next(messages)).toMatchObject({ accountChanged: { accountId: 'acme', name: 'Acme' } });
    await messages.return?.();
  });

  it('ends with the problem REST would tell when nobody knows the account', async () => {
    const api = await given({});
    const messages = follow(liveClient(api.url), accountChanged('elm'));
    await expect(next(messages)).rejects.toMatchObject([{ extensions: { code: 'account-not-found' } }]);
  });

  it('sees a change whose notice was lost', async () => {
    const api = await given({ accounts: [account('Acme')], position: '1' }, { limits: { liveRefreshMs: 20 } });
    const messages = follow(liveClient(api.url), accountChanged('acme'));
    await next(messages);
    api.becomes({ accounts: [account('Acme Ltd')], position: '2' });
    let told: unknown;
    while (JSON.stringify(told ?? '').includes('Acme Ltd') === false) told = await next(messages);
    expect(told).toMatchObject({ accountChanged: { freshness: { position: '2' } } });
    await messages.return?.();
  });

  it('reads for all who follow it, not once for each', async () => {
    const api = await given({ accounts: [account('Acme')], position: '1' });
    const client = liveClient(api.url);
    const followers = Array.from({ length: 20 }, () => follow(client, accountChanged('acme')));
    await Promise.all(followers.map(next));
    const before = api.reads();
    api.becomes({ accounts: [account('Acme Ltd')], position: '2' }, 'acme');
    const told = followers.map(async (messages) => {
      for (;;) if (JSON.stringify(await next(messages)).includes('Acme Ltd')) return;
    });
    await Promise.all(told);
    expect(api.reads() - before).toBeLessThan(followers.length / 2);
    for (const messages of followers) await messages.return?.();
  });
});

describe('following every account', () => {
  it('tells what changes, and nothing before', async () => {
    const api = await given({ accounts: [account('Acme'), { accountId: 'birch', name: 'Birch' }], position: '1' });
    const client = liveClient(api.url);
    const messages = follow(client, accountChanged());
    const first = next(messages);
    await vi.waitFor(async () => expect(await api.openSubscriptions()).toEqual(['1']));
    api.becomes({ accounts: [account('Acme'), { accountId: 'birch', name: 'Birch & Co' }], position: '2' }, 'birch');
    expect(await first).toMatchObject({ accountChanged: { accountId: 'birch', name: 'Birch & Co' } });
    await messages.return?.();
  });
});

describe('a subscription', () => {
  it('leaves nothing behind when it ends, by the client’s word or with its socket', async () => {
    const api = await given({ accounts: [account('Acme')], position: '1' });
    const client = liveClient(api.url);
    const one = follow(client, accountChanged('acme'));
    await next(one);
    await one.return?.();
    await vi.waitFor(async () => expect(await api.openSubscriptions()).toEqual(['0']));
    const another = liveClient(api.url);
    await next(follow(another, accountChanged('acme')));
    expect(await api.openSubscriptions()).toEqual(['1']);
    another.terminate();
    await vi.waitFor(async () => expect(await api.openSubscriptions()).toEqual(['0']));
  });

  it('is one of at most so many of a socket', async () => {
    const api = await given({ accounts: [account('Acme')] }, { limits: { subscriptionsPerSocket: 1 } });
    const client = liveClient(api.url);
    const first = follow(client, accountChanged('acme'));
    await next(first);
    await expect(next(follow(client, accountChanged('acme')))).rejects.toMatchObject([
      { extensions: { code: 'too-many-subscriptions' } },
    ]);
    await first.return?.();
  });

  it('is checked against the schema', async () => {
    const api = await given({ accounts: [account('Acme')] });
    const messages = follow(liveClient(api.url), 'subscription { accountChanged { nmae } }');
    await expect(next(messages)).rejects.toMatchObject([{ message: expect.stringContaining('nmae') }]);
  });

  it('is not for a role that may not read', async () => {
    const api = await given({ accounts: [account('Acme')] });
    const client = liveClient(api.url, { authorization: `Bearer ${tokenOf('ingest')}` });
    await expect(next(follow(client, accountChanged('acme')))).rejects.toMatchObject([
      { extensions: { code: 'forbidden' } },
    ]);
  });
});

describe('a socket', () => {
  const init = (payload?: object) => JSON.stringify({ type: 'connection_init', payload });
  const ask = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: accountChanged() } });

  it.each([
    ['says nothing about itself', 4403, [init()]],
    ['has no token', 4403, [init({})]],
    ['has a token that is none', 4403, [init({ Authorization: 'Bearer nonsense' })]],
    ['has a token that ended', 4403, [init({ Authorization: `Bearer ${tokenOf('admin', -10)}` })]],
    ['asks before it says who it is', 4401, [ask]],
    ['says nothing that can be read', 4400, ['{']],
  ])('that %s is closed with %i', async (_what, code, said) => {
    const api = await given({});
    expect(await closeCodeAfter(api.url, ...said)).toBe(code);
  });

  it('is not opened by a token in the address', async () => {
    const api = await given({});
    expect(await closeCodeAfter(`${api.url}?token=${tokenOf('admin')}`, init({}))).toBe(4403);
  });

  it('that never says who it is is closed', async () => {
    const api = await given({}, { limits: { socketInitTimeoutMs: 20 } });
    expect(await closeCodeAfter(api.url)).toBe(4408);
  });

  it('is closed when its token ends, while it follows', async () => {
    const api = await given({ accounts: [account('Acme')] });
    const exp = Math.floor(Date.now() / 1000) + 2;
    const token = createSigner({ key: jwtSecret, algorithm: 'HS256' })({ sub: 'x', role: 'csm', exp });
    const messages = follow(liveClient(api.url, { Authorization: `Bearer ${token}` }), accountChanged('acme'));
    await next(messages);
    await expect(next(messages)).rejects.toMatchObject({ code: 4403, reason: 'Token expired' });
    await vi.waitFor(async () => expect(await api.openSubscriptions()).toEqual(['0']));
  });
});
