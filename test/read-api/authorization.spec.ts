import { createSigner } from 'fast-jwt';
import { describe, it } from 'vitest';
import { get, givenApi, jwtSecret, tokenOf } from '../support/given-api.js';

const book = { accounts: [{ accountId: 'acme' }] };
const accounts = '/api/v1/accounts';
const trends = '/api/v1/trends/health-scores/acme';
const usage = '/api/v1/trends/usage-patterns/7d';
const bands = '/api/v1/health/bands';
const history = '/api/v1/accounts/acme/history';

const everyone = ['auditor', 'analyst', 'csm', 'executive', 'compliance', 'admin'];
const matrix: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  [accounts, everyone],
  ['/api/v1/accounts/acme', everyone],
  [trends, everyone],
  [usage, everyone],
  ['/api/v1/trends/metrics', everyone],
  ['/api/v1/trends/cohorts', everyone],
  [bands, everyone],
  [history, ['auditor', 'compliance', 'admin']],
  ['/api/v1/connections', ['auditor', 'compliance', 'admin']],
];
const cells = matrix.flatMap(([url, may]) =>
  [...everyone, 'ingest'].map((role) => [role, url, may.includes(role) ? 200 : 403] as const),
);

const signed = (claims: object, key = jwtSecret) => createSigner({ key, algorithm: 'HS256' })(claims);
const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const withToken = (token: string) => get(accounts, { as: null, headers: { authorization: token } });

describe('a role', () => {
  it.each(cells)('%s at %s is answered %i', async (role, url, status) => {
    await givenApi(book)
      .when(get(url, { as: role }))
      .thenStatus(status);
  });

  it('that has no right is told so', async () => {
    await givenApi(book)
      .when(get(history, { as: 'csm' }))
      .thenProblem(403, 'forbidden');
  });
});

describe('a token', () => {
  it('must be there', async () => {
    await givenApi(book)
      .when(get(accounts, { as: null }))
      .thenProblem(401, 'unauthenticated');
  });

  it('is not taken from the address', async () => {
    const url = `${accounts}?token=${tokenOf('admin')}`;
    await givenApi(book)
      .when(get(url, { as: null }))
      .thenProblem(401, 'unauthenticated');
  });

  it.each([
    ['that ended', () => signed({ sub: 'x', role: 'admin', exp: inAnHour - 7200 })],
    ['without an end', () => signed({ sub: 'x', role: 'admin' })],
    ['of an unknown role', () => signed({ sub: 'x', role: 'owner', exp: inAnHour })],
    ['signed by somebody else', () => signed({ sub: 'x', role: 'admin', exp: inAnHour }, 'another secret altogether')],
    [
      'signed by nobody',
      () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${tokenOf('admin').split('.')[1]}.`,
    ],
    ['that is none', () => 'open-sesame'],
  ])('%s is refused', async (_kind, token) => {
    await givenApi(book)
      .when(withToken(`Bearer ${token()}`))
      .thenProblem(401, 'unauthenticated');
  });

  it('of another scheme is refused', async () => {
    await givenApi(book).when(withToken('Basic YWRtaW46YWRtaW4=')).thenProblem(401, 'unauthenticated');
  });
});
