import { buildSchema, GraphQLObjectType, parse, validate } from 'graphql';
import type * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { Account, AccountPage, AccountSummary } from '../../read-api/answers/accounts.js';
import { AccountHealth, Health, HealthBands, HealthHistory } from '../../read-api/answers/health.js';
import { HistoryEvent, HistoryPage } from '../../read-api/answers/history.js';
import { Cohorts, RollingRetention } from '../../read-api/answers/retention.js';
import { TrendMetrics, Trends, UsagePatterns } from '../../read-api/answers/trends.js';
import { queryCost } from '../../read-api/graphql/query-cost.js';
import { typeDefs } from '../../read-api/graphql/schema.js';
import { propertySchemasOf } from '../../read-api/plugins/io-ts-schemas.js';
import { fact } from '../support/fact.js';
import { apiOver, get, givenApi, graphql } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const book = {
  position: '700',
  accounts: [
    { accountId: 'acme', name: 'Acme', mergedFrom: ['acme-old'] },
    { accountId: 'birch', name: 'Birch' },
  ],
  health: [{ accountId: 'acme', day: '2026-06-30', score: 80 }],
  daily: [{ accountId: 'acme-old', metric: 'events', day: '2026-06-30', value: 5 }],
  facts: [
    fact('AccountRegistered', {
      accountId: 'acme',
      occurredAt: '2026-01-05T09:00:00Z',
      ref: { source: 'hubspot', connection: 'demo', id: '17' },
    }),
  ],
};

const whole = `query ($id: ID!) { account(id: $id) {
  accountId name freshness { position }
  health { current { score } freshness { readModel } }
  healthHistory(from: "2026-06-01") { points { day } }
  trends(metrics: ["events"]) { series { metric points { start value } } }
  history(first: 1) { items { type } nextCursor }
} }`;

const codeOf = (response: { json: () => { errors: ReadonlyArray<{ extensions: { code: string } }> } }) =>
  response.json().errors.map(({ extensions }) => extensions.code);

describe('GraphQL', () => {
  it('answers what REST answers, in one question', async () => {
    await givenApi(book)
      .when(graphql(whole, { id: 'acme-old' }))
      .then200({
        data: {
          account: {
            accountId: 'acme',
            freshness: { position: '700' },
            health: { current: { score: 80 }, freshness: { readModel: 'health' } },
            healthHistory: { points: [{ day: '2026-06-30' }] },
            trends: { series: [{ metric: 'events' }] },
            history: { items: [{ type: 'AccountRegistered' }], nextCursor: null },
          },
        },
      });
  });

  it('answers the same once the document is compiled', async () => {
    const app = apiOver(book);
    const ask = async () =>
      (await app.inject({ ...graphql(whole, { id: 'acme' }), headers: { ...graphql('').headers } })).json();
    const answers = [await ask(), await ask(), await ask()];
    await app.close();
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('lists accounts in pages, and counts the bands', async () => {
    await givenApi(book)
      .when(
        graphql(
          '{ accounts(first: 1, orderBy: health) { items { accountId } nextCursor } healthBands { bands { band } } }',
        ),
      )
      .then200({ data: { accounts: { items: [{ accountId: 'acme' }], nextCursor: '1' }, healthBands: { bands: [] } } });
  });

  it('takes an explicit null for nothing said', async () => {
    const query = 'query ($after: String) { accounts(after: $after, filter: { search: null }) { items { name } } }';
    await givenApi(book)
      .when(graphql(query, { after: null }))
      .then200({ data: { accounts: { items: [{}, {}] } } });
  });

  it('tells an unknown account by the problem REST would tell', async () => {
    const app = apiOver(book);
    const request = graphql('{ account(id: "elm") { name } }');
    for (const _time of ['interpreted', 'compiled', 'from the cache']) {
      const response = await app.inject({ ...request, headers: { ...request.headers } });
      expect(response.json()).toMatchObject({
        data: { account: null },
        errors: [{ path: ['account'], extensions: { code: 'account-not-found', problem: { status: 404 } } }],
      });
    }
    await app.close();
  });

  it('names the argument that is wrong', async () => {
    const response = await givenApi(book)
      .when(graphql('{ usagePatterns(timeframe: "soon", metrics: [""]) { timeframe } }'))
      .thenStatus(200);
    const pointers = response
      .json()
      .errors[0].extensions.problem.violations.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(['/timeframe', '/metrics']);
  });

  it('keeps a field from a role that may not read it, and answers the rest', async () => {
    const query = '{ account(id: "acme") { name history { items { type } } } }';
    const response = await givenApi(book)
      .when(graphql(query, {}, { as: 'csm' }))
      .thenStatus(200);
    expect(response.json().data).toEqual({ account: { name: 'Acme', history: null } });
    expect(codeOf(response)).toEqual(['forbidden']);
  });

  it.each([
    ['nobody', null, 401],
    ['ingest', 'ingest', 200],
  ])('gives %s nothing', async (_who, as, status) => {
    const response = await givenApi(book)
      .when(graphql('{ accounts { items { name } } }', {}, { as }))
      .thenStatus(status);
    expect(response.body).not.toContain('Acme');
  });

  it.each([
    ['a field that is not there', '{ accounts { itmes { name } } }'],
    ['half a document', '{ accounts {'],
    ['too deep a question', `{ __schema { types ${'{ fields { type '.repeat(4)}{ name }${' } }'.repeat(4)} } }`],
    [
      'too many questions',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: healthBands { bands { band } }`).join(' ')} }`,
    ],
    [
      'too many questions by fragments',
      `{ ${Array.from({ length: 8 }, (_, i) => `a${i}: account(id: "acme") { ...F }`).join(' ')} } fragment F on Account { a: health { accountId } b: health { accountId } c: health { accountId } }`,
    ],
    ['two operations', 'query A { healthBands { bands { band } } } query B { accounts { nextCursor } }'],
  ])('refuses %s', async (_what, query) => {
    const response = await givenApi(book).when(graphql(query)).thenStatus(400);
    expect(new Set(codeOf(response))).toEqual(new Set(['invalid-graphql']));
    expect(response.json().data).toBeNull();
  });

  it('is not asked by address', async () => {
    await givenApi(book).when(get('/graphql?query={healthBands{bands{band}}}')).thenProblem(404, 'route-not-found');
  });

  it('says nothing of what broke inside', async () => {
    const accounts = {
      ...readSideOf(book).accounts,
      find: async () => {
        throw new Error('Ada Example');
      },
    };
    const app = apiOver(book, { accounts });
    const request = graphql('{ account(id: "acme") { name } }');
    for (let time = 0; time < 3; time++) {
      const response = await app.inject({ ...request, headers: { ...request.headers } });
      expect(codeOf(response)).toEqual(['internal-error']);
      expect(response.body).not.toContain('Ada Example');
    }
    await app.close();
  });
});

describe('the schema', () => {
  const schema = buildSchema(typeDefs);
  const answers: ReadonlyArray<readonly [string, t.Mixed]> = [
    ['AccountSummary', AccountSummary],
    ['AccountPage', AccountPage],
    ['AccountHealth', AccountHealth],
    ['Health', Health],
    ['HealthHistory', HealthHistory],
    ['HealthBands', HealthBands],
    ['HistoryEvent', HistoryEvent],
    ['HistoryPage', HistoryPage],
    ['Trends', Trends],
    ['TrendMetrics', TrendMetrics],
    ['UsagePatterns', UsagePatterns],
    ['Cohorts', Cohorts],
    ['RollingRetention', RollingRetention],
  ];
  const fieldsOf = (name: string) => {
    const type = schema.getType(name);
    return type instanceof GraphQLObjectType ? Object.keys(type.getFields()).sort() : [];
  };
  const propertiesOf = (codec: t.Mixed) => Object.keys(propertySchemasOf(codec)['properties'] ?? {}).sort();

  it.each(answers)('of %s has the fields REST answers', (name, codec) => {
    expect(fieldsOf(name)).toEqual(propertiesOf(codec));
  });

  it('of an account adds what can be asked about it', () => {
    const asked = ['health', 'healthExplanation', 'healthHistory', 'history', 'trends'];
    expect(fieldsOf('Account')).toEqual([...propertiesOf(Account), ...asked].sort());
  });

  const mayAsk = (most: number, query: string) => validate(schema, parse(query), [queryCost(most)]).length === 0;

  it.each(['Query', 'Mutation'])('of %s has no field that is not counted as a question', (name) => {
    const fields = fieldsOf(name);
    expect(fields.length).toBeGreaterThan(1);
    expect(fields.filter((field) => mayAsk(0, `${name.toLowerCase()} { ${field} }`))).toEqual([]);
  });

  it.each([
    [1, '{ cohorts { triangles { cohorts { accounts } averages { accounts } } } }'],
    [1, '{ account(id: "a") { cohorts { name } freshness { position } } }'],
    [3, '{ account(id: "a") { health { current { score } } ... on Account { ... { trends { from } } } } }'],
    [
      4,
      '{ a: account(id: "a") { ...f } b: account(id: "b") { ...f } } fragment f on Account { healthExplanation { change } }',
    ],
    [1, 'mutation { resumeConnection(source: "hubspot", name: "a") { name } }'],
  ])('counts %i in %s', (questions, query) => {
    expect(mayAsk(questions, query)).toBe(true);
    expect(mayAsk(questions - 1, query)).toBe(false);
  });

  it('can be read', async () => {
    const response = await givenApi(book)
      .when(get('/schema.graphql', { as: null }))
      .thenStatus(200);
    expect(response.body).toBe(typeDefs);
  });
});
