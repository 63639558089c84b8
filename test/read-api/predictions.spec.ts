import { describe, expect, it } from 'vitest';
import { get, givenApi, graphql, post } from '../support/given-api.js';
import { evaluated, promotedByRule, trained } from '../support/models-said.js';
import { churnPredicted, expansionPredicted, trajectoryPredicted } from '../support/predictions-said.js';

const champion = [trained('v1', 1), evaluated('v1', 2), promotedByRule('v1', 3)];
const book = {
  accounts: [
    {
      accountId: 'acme',
      name: 'Acme',
      segment: 'enterprise',
      owner: 'ada',
      arr: '1000',
      currency: 'EUR',
      mergedFrom: ['acme-old'],
    },
    { accountId: 'birch', name: 'Birch', segment: 'smb', healthBand: 'watch', arr: '50000', currency: 'EUR' },
    { accountId: 'cedar', name: 'Cedar' },
    { accountId: 'globex', name: 'Globex' },
  ],
  health: [{ accountId: 'cedar', day: '2026-06-28' }],
  facts: [
    ...champion,
    churnPredicted('acme', '2026-06-27', 0.5),
    churnPredicted('acme', '2026-06-28', 0.8),
    churnPredicted('birch', '2026-06-28', 0.3),
    expansionPredicted('birch', '2026-06-28', 7300),
    trajectoryPredicted('acme', '2026-06-28'),
  ],
};
const churn = (accountId: string, query = '') =>
  get(`/api/v1/predictions/churn-risk/${accountId}${query}`, { as: 'csm' });
const risks = (query = '') => get(`/api/v1/predictions/churn-risk${query}`, { as: 'csm' });
const idsOf = ({ items }: { readonly items: ReadonlyArray<{ readonly accountId: string }> }) =>
  items.map(({ accountId }) => accountId);

describe('the risk to lose an account', () => {
  it('is told with reasons in words, accounts like it, and what was said before', async () => {
    await givenApi(book)
      .when(churn('acme-old'))
      .then200({
        accountId: 'acme',
        prediction: {
          day: '2026-06-28',
          modelVersion: 'v1',
          horizons: [{ days: 30 }, { days: 90, probability: 0.8, low: 0.4, high: 1 }, { days: 180 }],
          reasons: [{ feature: 'health.score', sentence: 'Health score 41 raises the risk' }, {}, {}],
          similar: [{ accountId: 'globex', name: 'Globex', outcome: 'churned' }],
          history: [{ day: '2026-06-27', horizons: [{}, { days: 90, probability: 0.5 }, {}] }, { day: '2026-06-28' }],
        },
        freshness: { readModel: 'predictions', position: '800' },
      });
  });

  it('is told as of a day, and as the log knew it', async () => {
    const before = { prediction: { day: '2026-06-27', horizons: [{}, { probability: 0.5 }, {}] } };
    await givenApi(book).when(churn('acme', '?as_of=2026-06-27')).then200(before);
    await givenApi(book).when(churn('acme', '?known_at=400')).then200(before);
    const now = await givenApi(book).when(churn('acme', '?known_at=800&from=2026-06-28')).then200({});
    expect(now.json().prediction).toMatchObject({ day: '2026-06-28', history: [{ day: '2026-06-28' }] });
  });

  it.each([
    ['no-champion', { ...book, facts: [] }, 'acme', ''],
    ['not-yet', book, 'cedar', ''],
    ['too-little-history', book, 'globex', ''],
    ['not-then', book, 'acme', '?as_of=2026-06-26'],
    ['not-then', book, 'acme', '?known_at=300'],
  ])('is not told, for %s', async (because, said, accountId, query) => {
    const response = await givenApi(said).when(churn(accountId, query)).answered();
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ type: '/problems/not-predicted', because });
  });

  it('is not told of nobody, nor to nobody', async () => {
    await givenApi(book).when(churn('nobody')).thenProblem(404, 'account-not-found');
    await givenApi(book)
      .when(get('/api/v1/predictions/churn-risk/acme', { as: null }))
      .thenProblem(401, 'unauthenticated');
    await givenApi(book)
      .when(get('/api/v1/predictions/churn-risk', { as: 'ingest' }))
      .thenProblem(403, 'forbidden');
  });
});

describe('the list of risks', () => {
  it('has the highest chance first', async () => {
    const response = await givenApi(book)
      .when(risks())
      .then200({ horizon: 90, nextCursor: null, freshness: { readModel: 'predictions' } });
    expect(response.json().items).toMatchObject([
      { accountId: 'acme', name: 'Acme', chance: 0.8, value: 800, currency: 'EUR', reasons: [{}, {}, {}] },
      { accountId: 'birch', band: 'watch', chance: 0.3, value: 15000 },
    ]);
  });

  it.each([
    ['?order=value', ['birch', 'acme']],
    ['?segment=smb', ['birch']],
    ['?band=watch', ['birch']],
    ['?owner=ada', ['acme']],
    ['?search=acm', ['acme']],
    ['?horizon=365', []],
  ])('is narrowed and ordered by %s', async (query, ids) => {
    const response = await givenApi(book).when(risks(query)).then200({});
    expect(idsOf(response.json())).toEqual(ids);
  });

  it('is read on by the cursor of the page before, and by no other', async () => {
    const first = await givenApi(book).when(risks('?limit=1')).then200({});
    const { nextCursor } = first.json();
    const second = await givenApi(book)
      .when(risks(`?limit=1&cursor=${nextCursor}`))
      .then200({ nextCursor: null });
    expect([...idsOf(first.json()), ...idsOf(second.json())]).toEqual(['acme', 'birch']);
    for (const query of [`order=value&cursor=${nextCursor}`, `horizon=30&cursor=${nextCursor}`, 'cursor=none'])
      await givenApi(book)
        .when(risks(`?${query}`))
        .thenProblem(400, 'invalid-request', ['/cursor']);
    await givenApi(book).when(risks('?horizon=soon')).thenProblem(400, 'invalid-request', ['/horizon']);
  });
});

describe('expansions', () => {
  it('are ranked by the revenue to be expected', async () => {
    const response = await givenApi(book)
      .when(get('/api/v1/predictions/expansion-opportunities?horizon=365'))
      .then200({});
    expect(response.json().items).toMatchObject([{ accountId: 'birch', value: 7300, currency: 'EUR', chance: 0.365 }]);
  });

  it('are told of one account with why', async () => {
    await givenApi(book)
      .when(get('/api/v1/predictions/expansion-opportunities/birch'))
      .then200({
        prediction: {
          horizons: [{}, { days: 90, kinds: [{ kind: 'seats', share: 1 }] }, { days: 365, amount: 7300 }],
          reasons: [{ sentence: 'Seats used share 1 speaks for an expansion' }],
          history: [{ day: '2026-06-28', horizons: [{}, {}, { amount: 7300 }] }],
        },
      });
  });
});

describe('where health goes', () => {
  it('is told with the window to act in and what helped before', async () => {
    await givenApi(book)
      .when(get('/api/v1/predictions/health-trajectory/acme'))
      .then200({
        prediction: {
          path: [{ day: '2026-06-30', score: 52, low95: 40 }],
          crossings: [{ band: 'critical', probability: 0.2 }],
          window: { from: '2026-06-10', to: '2026-06-24' },
          action: { name: 'executive check-in', effect: 4.5, cases: 38 },
        },
      });
    await givenApi(book).when(get('/api/v1/predictions/health-trajectory/birch')).thenProblem(404, 'not-predicted');
  });
});

describe('over GraphQL', () => {
  it('the same is told', async () => {
    const list = `{ churnRisks(first: 1, orderBy: value) { nextCursor items { accountId chance value reasons { sentence } } }
      expansionOpportunities(horizon: 365) { items { accountId value horizons { amount kinds { kind } } } }
      healthTrajectory(accountId: "acme") { prediction { path { score } window { from } action { name } } }
      churnRisk(accountId: "acme", asOf: "2026-06-27") { prediction { day } }
      expansionOpportunity(accountId: "birch") { prediction { currency history { day } } } }`;
    await givenApi(book)
      .when(graphql(list, {}, { as: 'csm' }))
      .then200({
        data: {
          churnRisks: { items: [{ accountId: 'birch', chance: 0.3, value: 15000 }], nextCursor: expect.any(String) },
          expansionOpportunities: { items: [{ accountId: 'birch', value: 7300 }] },
          healthTrajectory: { prediction: { path: [{ score: 52 }], window: { from: '2026-06-10' } } },
          churnRisk: { prediction: { day: '2026-06-27' } },
          expansionOpportunity: { prediction: { currency: 'EUR', history: [{ day: '2026-06-28' }] } },
        },
      });
  });

  it('all of an account is told at once, or why there is nothing', async () => {
    const all = (id: string) =>
      graphql(
        `{ accountPredictions(accountId: "${id}") { accountId missing churn { day } expansion { day } trajectory { day } } }`,
      );
    const day = '2026-06-28';
    await givenApi(book)
      .when(all('acme-old'))
      .then200({
        data: {
          accountPredictions: {
            accountId: 'acme',
            missing: null,
            churn: { day },
            expansion: null,
            trajectory: { day },
          },
        },
      });
    await givenApi(book)
      .when(all('cedar'))
      .then200({ data: { accountPredictions: { missing: 'not-yet', churn: null } } });
  });
});

describe('asking for a prediction anew', () => {
  const asking = () => {
    const asked: Array<unknown> = [];
    const serving = {
      unserved: async () => [{ model: 'churn', version: 'v2', because: 'OtherVersion' }],
      predictNow: async (...all: ReadonlyArray<unknown>) => {
        asked.push(all);
        return { appended: 2, position: { commit: 900n, prepare: 900n } };
      },
    };
    return { asked, api: givenApi(book, { serving }) };
  };

  it('scores the account that another was merged into, and says where to read it', async () => {
    const { asked, api } = asking();
    await api
      .when(post('/api/v1/predictions/acme-old/refresh', '{}', { as: 'csm' }))
      .then200({ accountId: 'acme', predictions: 2, position: '900' });
    const mutation = 'mutation { refreshPrediction(accountId: "acme") { accountId predictions position } }';
    await api
      .when(graphql(mutation, {}, { as: 'csm' }))
      .then200({ data: { refreshPrediction: { accountId: 'acme', predictions: 2, position: '900' } } });
    expect(asked).toMatchObject([
      [['acme'], { actor: 'user:spec-csm' }],
      [['acme'], { actor: 'user:spec-csm' }],
    ]);
  });

  it('is refused to who only reads, and of accounts that nobody knows', async () => {
    const { api } = asking();
    await api.when(post('/api/v1/predictions/acme/refresh', '{}', { as: 'executive' })).thenProblem(403, 'forbidden');
    await api.when(post('/api/v1/predictions/nobody/refresh', '{}')).thenProblem(404, 'account-not-found');
  });

  it('a champion that cannot be used is told by health and metrics', async () => {
    const { api } = asking();
    await api
      .when(get('/health/ready', { as: null }))
      .then200({ status: 'ready', unserved: [{ model: 'churn', version: 'v2', because: 'OtherVersion' }] });
    const { body } = await api.when(get('/metrics', { as: null })).answered();
    expect(body).toContain('treering_champion_unserved{model="churn",version="v2",because="OtherVersion"} 1');
  });
});
