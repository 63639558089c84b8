import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiOver, get, givenApi, post, tokenOf } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const book = { accounts: [{ accountId: 'acme', name: 'Acme' }], position: '700' };
const broken = {
  ...readSideOf(book),
  accounts: {
    ...readSideOf(book).accounts,
    find: async () => {
      throw new TypeError('relation of Ada Example does not exist');
    },
  },
};

describe('an answer', () => {
  it('is not sent again to who has it', async () => {
    const first = await givenApi(book).when(get('/api/v1/accounts')).then200({});
    const etag = String(first.headers['etag']);
    const second = await givenApi(book)
      .when(get('/api/v1/accounts', { headers: { 'if-none-match': etag } }))
      .thenStatus(304);
    expect(second.body).toBe('');
  });

  it.each([
    ['the read model moved on', { ...book, position: '701' }, '/api/v1/accounts', 'admin'],
    ['another question is asked', book, '/api/v1/accounts?limit=1', 'admin'],
    ['another role asks', book, '/api/v1/accounts', 'csm'],
    ['it is another day', { ...book, now: '2026-07-01T00:00:00Z' }, '/api/v1/accounts', 'admin'],
  ])('is sent again when %s', async (_why, then, url, as) => {
    const first = await givenApi(book).when(get('/api/v1/accounts')).then200({});
    const headers = { 'if-none-match': String(first.headers['etag']) };
    await givenApi(then).when(get(url, { as, headers })).thenStatus(200);
  });

  it('carries the id of its request, the caller’s own where it has one', async () => {
    const given = await givenApi(book)
      .when(get('/api/v1/accounts', { headers: { 'request-id': 'abc-12345' } }))
      .then200({});
    expect(given.headers['request-id']).toBe('abc-12345');
    const made = await givenApi(book)
      .when(get('/api/v1/accounts', { headers: { 'request-id': 'a\tb' } }))
      .then200({});
    expect(made.headers['request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('tells browsers to run nothing of others', async () => {
    const { headers } = await givenApi(book).when(get('/api/v1/accounts')).then200({});
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  });
});

describe('a problem', () => {
  it('of the address is 404', async () => {
    await givenApi(book).when(get('/api/v1/acounts')).thenProblem(404, 'route-not-found');
    await givenApi(book).when(get('/nothing')).thenProblem(404, 'route-not-found');
  });

  it('of an address that cannot be read is 400', async () => {
    await givenApi(book).when(get('/api/v1/accounts/%zz')).thenProblem(400, 'malformed-request');
  });

  it.each([
    ['{"query": "{ healthBands }", }', /line 1, column 30/],
    ['{\n "query": oops }', /line 2, column 11/],
    ['{"query": "', /line 1, column 11/],
    ['', /line 1, column 1\./],
    ['{"__proto__": {}}', /a key that is not allowed/],
  ])('of the body %s names the place', async (body, place) => {
    const response = await givenApi(book).when(post('/graphql', body)).thenStatus(400);
    expect(response.json()).toMatchObject({ type: '/problems/malformed-json', detail: expect.stringMatching(place) });
  });

  it('of a body over the limit is 413', async () => {
    await givenApi(book, { limits: { bodyBytes: 100 } })
      .when(post('/graphql', JSON.stringify({ query: 'x'.repeat(200) })))
      .thenProblem(413, 'body-too-large');
  });

  it('of a kind of body nobody takes is 415', async () => {
    await givenApi(book)
      .when(post('/graphql', '<query/>', { headers: { 'content-type': 'application/xml' } }))
      .thenProblem(415, 'unsupported-media-type');
  });

  it('of ours says nothing of our insides, neither to the caller nor to the log', async () => {
    const lines: Array<string> = [];
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const app = apiOver(book, { ...broken, logger: { level: 'info', stream } });
    const response = await app.inject({
      ...get('/api/v1/accounts/acme'),
      headers: { authorization: `Bearer ${tokenOf('csm')}` },
    });
    await app.close();
    expect(response.json()).toMatchObject({ status: 500, type: '/problems/internal-error' });
    expect(response.body + lines.join('')).not.toContain('Ada Example');
    expect(lines.join('')).toContain(String(response.headers['request-id']));
    expect(lines.join('')).toContain('TypeError');
  });

  it('has a page that says what it is', async () => {
    const problem = await givenApi(book).when(get('/nothing')).thenStatus(404);
    const page = await givenApi(book).when(get(problem.json().type)).thenStatus(200);
    expect(page.headers['content-type']).toContain('text/html');
    await givenApi(book)
      .when(get('/problems/bad-signature', { as: null }))
      .thenStatus(200);
    await givenApi(book).when(get('/problems/constructor')).thenProblem(404, 'route-not-found');
  });
});

describe('the instance', () => {
  const check = (name: string, isReady: () => Promise<boolean>) => ({ name, isReady });

  it('lives, and is ready when all it needs is', async () => {
    await givenApi(book)
      .when(get('/health/live', { as: null }))
      .then200({ status: 'live' });
    await givenApi(book, { readinessChecks: [check('postgres', async () => true)] })
      .when(get('/health/ready', { as: null }))
      .then200({ status: 'ready' });
  });

  it('is not ready, and names why, when something is not', async () => {
    const readinessChecks = [
      check('postgres', async () => true),
      check('log', () => Promise.reject(new Error('down'))),
      check('nats', async () => false),
    ];
    const response = await givenApi(book, { readinessChecks }).when(get('/health/ready')).thenStatus(503);
    expect(response.json()).toEqual({ status: 'not-ready', waitingFor: ['log', 'nats'] });
  });

  it('measures itself', async () => {
    const response = await givenApi(book)
      .when(get('/metrics', { as: null }))
      .thenStatus(200);
    expect(response.body).toContain('treering_http_request_seconds');
    expect(response.body).toContain('treering_live_subscriptions');
  });
});

describe('whatever is asked', () => {
  it('never breaks the instance', async () => {
    const app = apiOver(book);
    const headers = { authorization: `Bearer ${tokenOf('admin')}` };
    const paths = [
      '/api/v1/accounts',
      '/api/v1/accounts/acme',
      '/api/v1/accounts/acme/history',
      '/api/v1/trends/health-scores/acme',
      '/api/v1/trends/usage-patterns/7d',
      '/api/v1/health/bands',
      '/api/v1/receipts/11111111-2222-4333-8444-555555555555',
      '/graphql',
      '/problems/x',
    ];
    const names = [
      'limit',
      'cursor',
      'asOf',
      'knownAt',
      'from',
      'to',
      'search',
      'order',
      'grain',
      'metric',
      'query',
      '__proto__',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        '0',
        '-1',
        '1e9',
        '9999-12-31',
        '0001-01-01',
        '9999-12-31T23:59:59-23:59',
        '{',
        'null',
        '1/2',
      ),
      fc.nat().map(String),
    );
    const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), value), { maxLength: 4 });
    const position = fc.oneof(
      fc.constantFrom('0', '700', '700/0', '701', '18446744073709551616', '', '-1', '0x10'),
      fc.nat().map(String),
    );
    const asked = fc.tuple(
      fc.constantFrom(...paths),
      query,
      fc.option(fc.string({ unit: 'binary' })),
      fc.option(position),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([path, pairs, segment, minPosition]) => {
        const url = `${path}${segment === null ? '' : `/${new URLSearchParams([['', segment]]).toString().slice(1)}`}?${new URLSearchParams(pairs)}`;
        const response = await app.inject({
          method: 'GET',
          url,
          headers: { ...headers, ...(minPosition === null ? {} : { 'min-position': minPosition }) },
        });
        expect(response.statusCode).toBeLessThan(500);
      }),
      { numRuns: 500, seed: 20260630 },
    );
    await app.close();
  }, 60_000);
});
