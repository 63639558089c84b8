import { describe, expect, it } from 'vitest';
import { fact } from '../support/fact.js';
import { type ApiRequest, get, givenApi, graphql } from '../support/given-api.js';

const signed = (accountId: string, amount: string, startsOn: string, saidOn = startsOn) =>
  fact('ContractSigned', {
    ...{ accountId, contractId: `c-${startsOn}`, occurredAt: `${saidOn}T09:00:00Z`, arr: { amount, currency: 'EUR' } },
    ...{ startsOn, endsOn: `2027${startsOn.slice(4)}` },
  });

const book = {
  accounts: [{ accountId: 'acme', mergedFrom: ['acme-old'] }, { accountId: 'birch' }, { accountId: 'new' }],
  facts: [
    fact('AccountProfileChanged', {
      accountId: 'acme',
      occurredAt: '2026-01-01T00:00:00Z',
      changes: { segment: 'smb' },
    }),
    signed('acme', '1200', '2026-02-01'),
    signed('acme', '300', '2026-06-10'),
    signed('birch', '500', '2026-03-01'),
  ],
};

type Values = { readonly values: ReadonlyArray<{ readonly name: string; readonly value: unknown }> };
const told = ({ values }: Values, name: string): unknown => values.find((one) => one.name === name)?.value;

const answerTo = async (request: ApiRequest) => {
  const response = await givenApi(book).when(request).answered();
  return response.json();
};

describe('features', () => {
  it('are listed with what they say of themselves and how they spread', () =>
    answerTo(get('/api/v1/features', { as: 'csm' })).then((body) => {
      const arr = body.items.find((one: { readonly name: string }) => one.name === 'arr');
      expect(arr).toMatchObject({ column: 'arr@1', version: 1, entity: 'account', nullRule: 'before-first' });
      expect(arr.hash).toMatch(/^[0-9a-f]{32}$/);
      expect(arr.spread).toMatchObject({ count: 2, missing: 0, mean: 1000 });
      const segment = body.items.find((one: { readonly name: string }) => one.name === 'segment');
      expect(segment.spread).toMatchObject({ missingShare: 0.5, categories: [{ category: 'smb', count: 1 }] });
      expect(body.parity).toMatchObject({ checked: 2, differing: [] });
    }));

  it.each([
    ['', 1500, '2026-06-30'],
    ['?asOf=2026-05-31', 1200, '2026-05-31'],
    ['?asOf=2026-01-31', null, '2026-01-31'],
  ])('of an account are told of a day: %s', (query, arr, day) =>
    answerTo(get(`/api/v1/features/acme-old${query}`, { as: 'csm' })).then((body) => {
      expect(body).toMatchObject({ accountId: 'acme', day });
      expect(told(body, 'arr')).toBe(arr);
    }),
  );

  it('of an account are told from what the log held at the end of a day', () =>
    answerTo(get('/api/v1/features/acme?asOf=2026-06-20&knownAt=2026-05-31', { as: 'csm' })).then((body) => {
      expect(body).toMatchObject({ knownAt: '2026-05-31', digest: '' });
      expect(told(body, 'arr')).toBeNull();
    }));

  it('that are served otherwise than the facts give are measured', async () => {
    const response = await givenApi(book).when(get('/metrics')).answered();
    expect(response.body).toContain('treering_feature_parity_checked_accounts 2');
    expect(response.body).toContain('treering_feature_parity_differing_accounts 0');
  });

  it('of nobody are a problem, and days to come too', async () => {
    await givenApi(book).when(get('/api/v1/features/nobody')).thenProblem(404, 'account-not-found');
    await givenApi(book)
      .when(get('/api/v1/features/acme?asOf=2026-07-01'))
      .thenProblem(400, 'invalid-request', ['/asOf']);
  });

  it('are the same over GraphQL', async () => {
    const query = `{
      features { set items { column } }
      accountFeatures(accountId: "birch", asOf: "2026-04-01") { day set values { name value } }
    }`;
    const { data } = await answerTo(graphql(query));
    expect(data.accountFeatures).toMatchObject({ day: '2026-04-01', set: data.features.set });
    expect(told(data.accountFeatures, 'arr')).toBe(500);
    expect(data.accountFeatures.values).toHaveLength(data.features.items.length);
  });
});
