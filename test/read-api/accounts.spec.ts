import { describe, expect, it } from 'vitest';
import { freshAt } from '../support/fresh.js';
import { get, givenApi } from '../support/given-api.js';

const book = {
  accounts: [
    { accountId: 'acme', name: 'Acme', segment: 'enterprise', healthBand: 'healthy', mergedFrom: ['acme-old'] },
    { accountId: 'birch', name: 'Birch', segment: 'smb', healthBand: 'at-risk' },
    { accountId: 'cedar', name: 'Cedar', segment: 'smb', healthBand: null },
    { accountId: 'dusk', name: 'Dusk', removedAt: '2026-03-01T00:00:00.000Z' },
  ],
  position: '700',
};

describe('a list of accounts', () => {
  it('holds every account, and says where in the log it stands', async () => {
    const response = await givenApi(book)
      .when(get('/api/v1/accounts'))
      .then200({
        items: [{ accountId: 'acme' }, { accountId: 'birch' }, { accountId: 'cedar' }],
        nextCursor: null,
        freshness: freshAt('accounts', '700'),
      });
    expect(response.headers).toMatchObject({
      'treering-position': '700',
      'treering-lag-seconds': '0',
      'treering-lag-events': '0',
    });
  });

  it('holds only what the answer documents', async () => {
    const response = await givenApi(book).when(get('/api/v1/accounts')).then200({});
    expect(Object.keys(response.json().items[0])).not.toContain('mergedFrom');
  });

  it('is narrowed by what is asked', async () => {
    await givenApi(book)
      .when(get('/api/v1/accounts?segment=smb&band=at-risk&search=BIR'))
      .then200({ items: [{ accountId: 'birch' }] });
  });

  it('shows accounts whose records were deleted where that is asked', async () => {
    await givenApi(book)
      .when(get('/api/v1/accounts?removed=only'))
      .then200({ items: [{ accountId: 'dusk', removedAt: '2026-03-01T00:00:00.000Z' }] });
    const all = await givenApi(book).when(get('/api/v1/accounts?removed=include')).then200({});
    expect(all.json().items).toHaveLength(4);
  });

  it('is narrowed to a cohort of product analytics', async () => {
    const cohorts = [{ source: 'mixpanel', connection: 'demo', id: '9', name: 'Loyal users', members: 3 }];
    const members = { ...book, accounts: [...book.accounts, { accountId: 'elm', cohorts }] };
    await givenApi(members)
      .when(get('/api/v1/accounts?cohort=Loyal%20users'))
      .then200({ items: [{ accountId: 'elm' }] });
    await givenApi(members).when(get('/api/v1/accounts/elm')).then200({ cohorts });
  });

  it('is read on from its cursor', async () => {
    const first = await givenApi(book)
      .when(get('/api/v1/accounts?limit=2'))
      .then200({ items: [{}, {}] });
    const { nextCursor } = first.json();
    const rest = await givenApi(book)
      .when(get(`/api/v1/accounts?limit=2&cursor=${nextCursor}`))
      .then200({ nextCursor: null });
    expect(rest.json().items).toEqual([expect.objectContaining({ accountId: 'cedar' })]);
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=501', '/limit'],
    ['limit=ten', '/limit'],
    ['order=size', '/order'],
    ['band=purple', '/band'],
    ['removed=maybe', '/removed'],
    ['search=', '/search'],
    ['search=%00', '/search'],
    ['cursor=not-one', '/cursor'],
    ['segmnet=smb', '/segmnet'],
    ['search=a&search=b', '/search'],
  ])('is refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book)
      .when(get(`/api/v1/accounts?${query}`))
      .thenProblem(400, 'invalid-request', [pointer]);
  });
});

describe('one account', () => {
  it('is told in full', async () => {
    await givenApi(book)
      .when(get('/api/v1/accounts/birch'))
      .then200({
        accountId: 'birch',
        contracts: [],
        support: { slaBreaches: 0, csat: { mean: null, count: 0 } },
        freshness: { position: '700' },
      });
  });

  it('is told as the account it became, when it was merged', async () => {
    await givenApi(book)
      .when(get('/api/v1/accounts/acme-old'))
      .then200({ accountId: 'acme', mergedFrom: ['acme-old'] });
  });

  it('is not found when nothing was ever said about it', async () => {
    await givenApi(book).when(get('/api/v1/accounts/elm')).thenProblem(404, 'account-not-found');
  });

  it('is refused for an id that cannot be one', async () => {
    await givenApi(book).when(get('/api/v1/accounts/a%20b')).thenProblem(400, 'invalid-request', ['/id']);
  });
});
