import * as TE from 'fp-ts/lib/TaskEither.js';
import { right } from 'fp-ts/lib/TaskEither.js';
import { describe, expect, it } from 'vitest';
import { positionFromText } from '../../application/position.js';
import { type ReadModelName, readModelNames } from '../../read-api/deps.js';
import { freshAt } from '../support/fresh.js';
import { type ApiRequest, apiOver, get, givenApi, graphql } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const book = {
  accounts: [{ accountId: 'acme', name: 'Acme' }],
  health: [{ accountId: 'acme', day: '2026-06-30', score: 80 }],
  position: '700',
  head: '900',
};
const from = (position: string) => ({ headers: { 'min-position': position } });
const soon = { limits: { minPositionWaitMs: 30 } };

const atNothing = Object.fromEntries(readModelNames.map((name) => [name, 0])) as Record<ReadModelName, number>;

/** Read models that move on by one each time somebody looks. */
const moving = (start: Readonly<Partial<Record<ReadModelName, number>>>) => {
  const positions = { ...atNothing, ...start };
  const looks: Array<ReadModelName> = [];
  const freshnessOf = async (readModel: ReadModelName) => {
    looks.push(readModel);
    return freshAt(readModel, `${positions[readModel]++}`);
  };
  return { freshnessOf, looks };
};

/** Read models that stand still until they are moved. */
const standing = (position: string | null) => {
  let at = position;
  return {
    freshnessOf: async (readModel: ReadModelName) => freshAt(readModel, at),
    moveTo: (next: string) => {
      at = next;
    },
  };
};

describe('an answer that must hold a position', () => {
  it('is given at once where it holds it already', async () => {
    const { freshnessOf, looks } = moving({
      accounts: 700,
      trends: 0,
      health: 0,
      anomalies: 0,
      segments: 1000,
      alerts: 0,
    });
    await givenApi(book, { freshnessOf })
      .when(get('/api/v1/accounts', from('700')))
      .then200({});
    expect(looks).toEqual(['accounts']);
  });

  it.each([
    [get('/api/v1/accounts', from('700')), ['accounts']],
    [get('/api/v1/accounts?segment=mid', from('700')), ['accounts', 'segments']],
    [get('/api/v1/trends/series?metric=events', from('700')), ['accounts', 'trends']],
    [get('/api/v1/trends/series?metric=events&segment=mid', from('700')), ['accounts', 'trends', 'segments']],
    [get('/api/v1/trends/anomalies/all', from('700')), ['accounts', 'anomalies']],
    [get('/api/v1/trends/anomalies/mid', from('700')), ['accounts', 'anomalies', 'segments']],
    [graphql('{ accounts { items { accountId } } }', {}, from('700')), ['accounts']],
    [
      graphql('{ accounts(filter: { segment: "mid" }) { items { accountId } } }', {}, from('700')),
      ['accounts', 'segments'],
    ],
  ])('waits for the segments only where one is named: %j', async (request, waitedFor) => {
    const all = { accounts: 700, trends: 700, health: 700, anomalies: 700, segments: 700, alerts: 700 };
    const { freshnessOf, looks } = moving(all);
    await givenApi(book, { freshnessOf }).when(request).then200({});
    expect(looks).toEqual(waitedFor);
  });

  it('waits until its read model has come so far', async () => {
    const { freshnessOf, looks } = moving({
      accounts: 698,
      trends: 0,
      health: 0,
      anomalies: 0,
      segments: 1000,
      alerts: 0,
    });
    await givenApi(book, { freshnessOf })
      .when(get('/api/v1/accounts', from('700')))
      .then200({});
    expect(looks.filter((name) => name === 'accounts')).toHaveLength(3);
  });

  it('waits for all the read models it is made from', async () => {
    const { freshnessOf } = moving({ accounts: 700, trends: 0, health: 698, anomalies: 0, segments: 1000, alerts: 0 });
    await givenApi(book, { freshnessOf })
      .when(get('/api/v1/trends/health-scores/acme', from('700')))
      .then200({});
    await givenApi(book, {
      ...soon,
      freshnessOf: moving({ accounts: 100, trends: 700, health: 700, anomalies: 700, segments: 1000, alerts: 0 })
        .freshnessOf,
    })
      .when(get('/api/v1/trends/usage-patterns/7d', from('700')))
      .thenProblem(503, 'position-not-reached');
  });

  it('is refused when that takes too long, saying how far it came; it is never an older one', async () => {
    const response = await givenApi(book, soon)
      .when(get('/api/v1/accounts', from('701')))
      .thenStatus(503);
    expect(response.headers['retry-after']).toBe('1');
    expect(response.json()).toMatchObject({
      type: '/problems/position-not-reached',
      minPosition: '701',
      reached: '700',
      detail: 'accounts stands at 700; position 701 was asked for.',
    });
  });

  it('is refused before the read model has begun', async () => {
    const response = await givenApi(book, { ...soon, freshnessOf: standing(null).freshnessOf })
      .when(get('/api/v1/accounts', from('701')))
      .thenStatus(503);
    expect(response.json()).toMatchObject({ minPosition: '701', reached: null });
  });

  it('is refused at once for a position that the log never gave out', async () => {
    const response = await givenApi(book, { limits: { minPositionWaitMs: 60_000 } })
      .when(get('/api/v1/accounts', from('901')))
      .thenStatus(409);
    expect(response.json()).toMatchObject({
      type: '/problems/position-beyond-log',
      minPosition: '901',
      reached: '900',
    });
  });

  it('looks at the log anew before it says so', async () => {
    let head = 899;
    const { freshnessOf } = moving({ accounts: 895, trends: 0, health: 0, anomalies: 0, segments: 1000, alerts: 0 });
    const eventStore = {
      ...readSideOf(book).eventStore,
      readHead: () => right(positionFromText(`${head++}`)),
    };
    const app = apiOver(book, { freshnessOf, eventStore });
    const ask = async (position: string) =>
      (await app.inject({ ...get('/api/v1/accounts', from(position)), headers: get('/', from(position)).headers }))
        .statusCode;
    expect(await ask('899')).toBe(200);
    expect(await ask('900')).toBe(200);
    expect(await ask('2000')).toBe(409);
    await app.close();
  });

  it('waits where the log does not say how far it goes', async () => {
    const { freshnessOf } = moving({ accounts: 998, trends: 0, health: 0, anomalies: 0, segments: 1000, alerts: 0 });
    const readHead = () => TE.left({ _tag: 'LogUnavailable' as const, reason: 'away' });
    await givenApi(book, { freshnessOf, eventStore: { ...readSideOf(book).eventStore, readHead } })
      .when(get('/api/v1/accounts', from('1000')))
      .then200({});
  });

  it.each(['now', '', '-1', '7 00', '1/2/3', '9'.repeat(21)])(
    'is refused for the position “%s”, naming the header',
    async (position) => {
      await givenApi(book)
        .when(get('/api/v1/accounts', from(position)))
        .thenProblem(400, 'invalid-request', ['/min-position']);
    },
  );

  it('is not asked for by a role that may not have it', async () => {
    await givenApi(book)
      .when(get('/api/v1/accounts', { as: 'ingest', ...from('701') }))
      .thenProblem(403, 'forbidden');
  });
});

describe('many that wait', () => {
  const waitingApi = (waiters: number) => {
    const world = standing('700');
    let looks = 0;
    const freshnessOf = async (readModel: ReadModelName) => {
      looks++;
      return world.freshnessOf(readModel);
    };
    const app = apiOver(book, { freshnessOf, limits: { waiters, minPositionWaitMs: 2_000 } });
    const ask = (request: ApiRequest) => app.inject({ ...request, headers: { ...request.headers } });
    return { app, ask, moveTo: world.moveTo, looks: () => looks };
  };

  it('are looked after together', async () => {
    const { app, ask, moveTo, looks } = waitingApi(500);
    const asked = Array.from({ length: 300 }, () => ask(get('/api/v1/accounts', from('800'))));
    await new Promise((done) => setTimeout(done, 120));
    moveTo('800');
    const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(looks()).toBeLessThan(150);
    await app.close();
  });

  it('are no more than an instance lets wait', async () => {
    const { app, ask, moveTo } = waitingApi(2);
    const asked = Array.from({ length: 5 }, () => ask(get('/api/v1/accounts', from('800'))));
    await new Promise((done) => setTimeout(done, 60));
    moveTo('800');
    const answers = await Promise.all(asked);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 503, 503, 503]);
    const refused = answers.find(({ statusCode }) => statusCode === 503);
    expect(refused?.json()).toMatchObject({ type: '/problems/too-many-waiting' });
    expect(refused?.headers['retry-after']).toBe('1');
    await app.close();
  });

  it('are let go when the instance stops', async () => {
    const { app, ask } = waitingApi(2);
    await app.ready();
    const asked = ask(get('/api/v1/accounts', from('800')));
    await new Promise((done) => setTimeout(done, 20));
    await app.close();
    expect((await asked).statusCode).toBe(503);
  });
});

describe('a GraphQL question that must be answered from a position', () => {
  const question = `query ($p: Position) { account(id: "acme", minPosition: $p) { name health { current { score } } } }`;

  it('waits for it', async () => {
    const { freshnessOf } = moving({ accounts: 698, trends: 0, health: 0, anomalies: 0, segments: 1000, alerts: 0 });
    await givenApi(book, { freshnessOf })
      .when(graphql(question, { p: '700' }))
      .then200({ data: { account: { name: 'Acme', health: { current: { score: 80 } } } } });
  });

  it('is told the problem when it takes too long, in place of the field', async () => {
    const response = await givenApi(book, soon)
      .when(graphql(question, { p: '701' }))
      .thenStatus(200);
    expect(response.json()).toMatchObject({
      data: { account: null },
      errors: [
        {
          path: ['account'],
          extensions: { code: 'position-not-reached', problem: { minPosition: '701', reached: '700' } },
        },
      ],
    });
  });

  it('waits in the fields that ask further on their own', async () => {
    const nested = `{ account(id: "acme") { health(minPosition: "701") { current { score } } } }`;
    const response = await givenApi(book, soon).when(graphql(nested)).thenStatus(200);
    expect(response.json()).toMatchObject({ errors: [{ path: ['account', 'health'] }] });
  });

  it('is refused for a position that is none, or not of this log', async () => {
    const none = await givenApi(book)
      .when(graphql(question, { p: 'now' }))
      .thenStatus(200);
    expect(none.json().errors[0].extensions.problem).toMatchObject({
      status: 400,
      violations: [{ pointer: '/minPosition' }],
    });
    const beyond = await givenApi(book)
      .when(graphql(question, { p: '901' }))
      .thenStatus(200);
    expect(beyond.json().errors[0].extensions.code).toBe('position-beyond-log');
  });

  it('takes the header for every field that names none', async () => {
    const plain = '{ account(id: "acme") { name } healthBands { bands { band } } }';
    const response = await givenApi(book, soon)
      .when(graphql(plain, {}, from('701')))
      .thenStatus(200);
    expect(response.json().errors).toHaveLength(2);
    await givenApi(book)
      .when(graphql(plain, {}, from('now')))
      .thenProblem(400, 'invalid-request', ['/min-position']);
    await givenApi(book, soon)
      .when(graphql(plain, {}, from('700')))
      .then200({ data: { account: { name: 'Acme' } } });
  });
});
