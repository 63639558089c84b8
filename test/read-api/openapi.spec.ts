import { describe, expect, it } from 'vitest';
import { addDays, CalendarDate } from '../../domain/primitives.js';
import { apiOver, get, givenApi } from '../support/given-api.js';
import { valid } from '../support/valid.js';

type Schema = {
  readonly $ref?: string;
  readonly properties?: Record<string, Schema>;
  readonly type?: string;
  readonly example?: unknown;
};
type Operation = {
  readonly summary: string;
  readonly parameters?: ReadonlyArray<{
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }>;
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: Schema }> }>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
};

const documentOf = async (): Promise<Document> =>
  (
    await givenApi({})
      .when(get('/openapi.json', { as: null }))
      .thenStatus(200)
  ).json();

const refsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => (key === '$ref' ? [String(held)] : refsIn(held)));
};

const operationsIn = (paths: Document['paths']): ReadonlyArray<readonly [string, Operation]> =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => [path, operation] as const),
  );

const isChange = (operation: Operation): boolean =>
  /\/Changed\w+$/.test(operation?.responses['200']?.content?.['application/json']?.schema.$ref ?? '');

describe('the OpenAPI document', () => {
  it('is of version 3.0.3 and holds every route of the API', async () => {
    const { openapi, paths } = await documentOf();
    expect(openapi).toBe('3.0.3');
    expect(Object.keys(paths).sort()).toEqual([
      '/api/v1/accounts',
      '/api/v1/accounts/{id}',
      '/api/v1/accounts/{id}/history',
      '/api/v1/alert-channels',
      '/api/v1/alert-channels/{name}',
      '/api/v1/alert-rules',
      '/api/v1/alert-rules/try',
      '/api/v1/alert-rules/{id}',
      '/api/v1/alert-rules/{id}/pause',
      '/api/v1/alert-rules/{id}/resume',
      '/api/v1/alerts',
      '/api/v1/alerts/{id}',
      '/api/v1/alerts/{id}/acknowledge',
      '/api/v1/alerts/{id}/resolve',
      '/api/v1/anomalies/{id}',
      '/api/v1/anomalies/{id}/acknowledge',
      '/api/v1/anomalies/{id}/explain',
      '/api/v1/anomalies/{id}/reopen',
      '/api/v1/anomalies/{id}/resolve',
      '/api/v1/benchmarks',
      '/api/v1/connections',
      '/api/v1/connections/{source}/{name}',
      '/api/v1/connections/{source}/{name}/credentials',
      '/api/v1/connections/{source}/{name}/mapping',
      '/api/v1/connections/{source}/{name}/pause',
      '/api/v1/connections/{source}/{name}/quarantine',
      '/api/v1/connections/{source}/{name}/resume',
      '/api/v1/connections/{source}/{name}/retire-old-secrets',
      '/api/v1/connections/{source}/{name}/rotate-secret',
      '/api/v1/connections/{source}/{name}/test',
      '/api/v1/detector-sensitivity',
      '/api/v1/features',
      '/api/v1/features/{account_id}',
      '/api/v1/health/bands',
      '/api/v1/models',
      '/api/v1/models/{name}/history',
      '/api/v1/models/{name}/promote',
      '/api/v1/models/{name}/retire',
      '/api/v1/models/{name}/roll-back',
      '/api/v1/predictions/churn-risk',
      '/api/v1/predictions/churn-risk/{account_id}',
      '/api/v1/predictions/expansion-opportunities',
      '/api/v1/predictions/expansion-opportunities/{account_id}',
      '/api/v1/predictions/health-trajectory/{account_id}',
      '/api/v1/predictions/{account_id}/refresh',
      '/api/v1/receipts/{id}',
      '/api/v1/segments',
      '/api/v1/segments/try',
      '/api/v1/segments/{name}',
      '/api/v1/segments/{name}/accounts',
      '/api/v1/segments/{name}/retire',
      '/api/v1/trends/anomalies/{account_segment}',
      '/api/v1/trends/cohorts',
      '/api/v1/trends/compare',
      '/api/v1/trends/correlations',
      '/api/v1/trends/decomposition',
      '/api/v1/trends/detector',
      '/api/v1/trends/forecast',
      '/api/v1/trends/health-scores/{account_id}',
      '/api/v1/trends/health-scores/{account_id}/explain',
      '/api/v1/trends/metrics',
      '/api/v1/trends/retention',
      '/api/v1/trends/series',
      '/api/v1/trends/usage-patterns/{timeframe}',
    ]);
  });

  it('says of each route what it answers, and the problems there may be', async () => {
    const { paths } = await documentOf();
    for (const [path, operation] of operationsIn(paths)) {
      expect(operation?.summary, path).toEqual(expect.any(String));
      expect(
        (operation?.responses['200'] ?? operation?.responses['201'])?.content?.['application/json']?.schema.$ref,
        path,
      ).toMatch(/^#/);
      for (const status of ['400', '401', '403', '404'])
        expect(operation?.responses[status]?.content, path).toHaveProperty(['application/problem+json']);
      for (const name of path.matchAll(/\{(\w+)\}/g))
        expect(operation?.parameters, path).toContainEqual(
          expect.objectContaining({ in: 'path', name: name[1], required: true }),
        );
    }
  });

  it('says which answers are given as a table too', async () => {
    const { paths } = await documentOf();
    const tables = operationsIn(paths).filter(([, { responses }]) => responses['200']?.content?.['text/csv']);
    expect(tables.map(([path]) => path.replace('/api/v1/trends/', '')).sort()).toEqual([
      'cohorts',
      'compare',
      'retention',
      'series',
      'usage-patterns/{timeframe}',
    ]);
  });

  it('says where an answer may be asked to hold a position', async () => {
    const { paths } = await documentOf();
    for (const [path, operation] of operationsIn(paths)) {
      const headers = (operation?.parameters ?? []).filter((parameter) => parameter.in === 'header');
      expect(
        headers.map(({ name }) => name),
        path,
      ).toEqual(
        /^\/api\/v1\/(receipts|connections|benchmarks|detector-sensitivity|anomalies\/.*\/|alert-channels|alert-rules\/\{|alerts\/.*\/)/.test(
          path,
        ) || isChange(operation)
          ? []
          : ['Min-Position'],
      );
    }
  });

  it('has no reference that leads nowhere', async () => {
    const document = await documentOf();
    const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(10);
    expect(names).toEqual(expect.arrayContaining([...new Set(refs)]));
  });

  it('is what the routes take: a documented parameter is known, and an example of it is accepted', async () => {
    const { paths } = await documentOf();
    const daily = Array.from({ length: 180 }, (_, i) => ({
      ...{ accountId: 'acme', metric: 'events', value: i % 7 },
      day: addDays(valid(CalendarDate)('2026-01-01'), i),
    }));
    const app = apiOver({ accounts: [{ accountId: 'acme' }], daily });
    const headers = { ...get('/').headers };
    const samples: Readonly<Record<string, string>> = {
      account_id: 'acme',
      timeframe: '7d',
      id: 'acme',
      name: 'churn',
    };
    for (const [path, { get: operation }] of Object.entries(paths)) {
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => samples[name] ?? '');
      const asked = (operation?.parameters ?? []).filter(
        ({ in: place, schema }) => place === 'query' && schema.example,
      );
      const needed = asked.filter(({ required }) => required).map(({ name, schema }) => [name, `${schema.example}`]);
      for (const { name, schema } of asked) {
        const query = new URLSearchParams(Object.fromEntries([...needed, [name, `${schema.example}`]]));
        const response = await app.inject({ url: `${url}?${query}`, headers });
        const { status, type } = { status: 200, type: '', ...response.json() };
        expect(`${status} ${type}`, response.raw.req.url).toMatch(/^(200|404 .*\/(not-predicted|model-not-found))/);
      }
    }
    await app.close();
  });

  it('can be tried out', async () => {
    const page = await givenApi({})
      .when(get('/docs/', { as: null }))
      .thenStatus(200);
    expect(page.body).toContain('swagger-ui');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });
});
