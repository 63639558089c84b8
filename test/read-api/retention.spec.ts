import { describe, expect, it } from 'vitest';
import { get, givenApi, graphql } from '../support/given-api.js';

const paid = (accountId: string, day: string, value: number) => ({ accountId, metric: 'arr', day, value });
const book = {
  now: '2026-06-30T12:00:00Z',
  accounts: [
    { accountId: 'acme', segment: 'enterprise', mergedFrom: ['acme-old'] },
    { accountId: 'birch', segment: 'smb' },
  ],
  daily: [
    paid('acme-old', '2026-04-10', 900),
    paid('acme', '2026-05-10', 300),
    paid('birch', '2026-04-20', 100),
    paid('birch', '2026-06-20', 0),
  ],
};
const cohorts = (query = '') => get(`/api/v1/trends/cohorts${query}`, { as: 'analyst' });

describe('cohorts', () => {
  it('are those of the last year, month by month, with all that each share is told from', async () => {
    const response = await givenApi(book)
      .when(cohorts())
      .then200({
        ...{ grain: 'month', from: '2025-06-30', to: '2026-06-30', asOf: '2026-06-30' },
        freshness: { readModel: 'trends' },
      });
    const [april] = response.json().triangles[0].cohorts;
    expect(april).toMatchObject({ start: '2026-04-01', accounts: 2 });
    expect(april.ages).toEqual([
      {
        ...{ age: 0, day: '2026-04-30', accounts: 2, leftOut: 0, paying: 2 },
        ...{ startValue: 1000, keptValue: 1000, value: 1000, logo: 1, gross: 1, net: 1 },
      },
      {
        ...{ age: 1, day: '2026-05-31', accounts: 2, leftOut: 0, paying: 2 },
        ...{ startValue: 1000, keptValue: 1000, value: 1300, logo: 1, gross: 1, net: 1.3 },
      },
      {
        ...{ age: 2, day: '2026-06-30', accounts: 2, leftOut: 0, paying: 1 },
        ...{ startValue: 1000, keptValue: 900, value: 1200, logo: 0.5, gross: 0.9, net: 1.2 },
      },
    ]);
  });

  it('are of a segment, or of each, by quarter', async () => {
    await givenApi(book)
      .when(cohorts('?segment=smb&from=2026-04-01&to=2026-04-30'))
      .then200({ triangles: [{ part: null, cohorts: [{ accounts: 1, ages: [{ value: 100 }, {}, { value: 0 }] }] }] });
    await givenApi(book)
      .when(cohorts('?grain=quarter&split=segment'))
      .then200({
        from: '2023-07-01',
        triangles: [
          { part: 'enterprise', averages: [{ age: 0, accounts: 1, value: 1200 }] },
          { part: 'smb', averages: [{ age: 0, accounts: 1, paying: 0, value: 0 }] },
        ],
      });
  });

  it('as of a day know nothing of later days', async () => {
    const response = await givenApi(book).when(cohorts('?asOf=2026-05-31')).then200({ to: '2026-05-31' });
    expect(response.json().triangles[0].averages).toHaveLength(2);
  });

  it.each([
    ['?grain=week', '/grain'],
    ['?split=name', '/split'],
    ['?asOf=2026-07-01', '/asOf'],
    ['?from=2026-06-02&to=2026-06-01', '/from'],
    ['?account_id=acme', '/account_id'],
  ])('are refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book).when(cohorts(query)).thenProblem(400, 'invalid-request', [pointer]);
  });

  it('are answered alike by GraphQL', async () => {
    const fields = `start accounts ages { age day accounts leftOut paying startValue keptValue value logo gross net }`;
    const query = `{ cohorts(split: segment, asOf: "2026-05-31") { asOf triangles { part cohorts { ${fields} }
      averages { age accounts leftOut paying startValue keptValue value logo gross net } } } }`;
    const overRest = await givenApi(book).when(cohorts('?split=segment&asOf=2026-05-31')).then200({});
    const overGraphql = await givenApi(book).when(graphql(query)).then200({});
    expect(overGraphql.json().data.cohorts.triangles).toEqual(overRest.json().triangles);
  });
});

describe('retention', () => {
  const retention = (query = '') => get(`/api/v1/trends/retention${query}`, { as: 'executive' });

  it('is of those who were customers a year before', async () => {
    const long = { ...book, now: '2027-05-10T12:00:00Z' };
    const response = await givenApi(long).when(retention()).then200({ since: '2026-05-10', asOf: '2027-05-10' });
    expect(response.json().parts).toEqual([
      {
        ...{ part: null, accounts: 2, leftOut: 0, paying: 1, startValue: 1300, keptValue: 1200, value: 1200 },
        ...{ logo: 0.5, gross: 0.923077, net: 0.923077, logoChurn: 0.5 },
      },
    ]);
  });

  it('is of a part of the book, over as many months and until whichever day is asked for', async () => {
    await givenApi(book)
      .when(retention('?segment=enterprise&months=1&asOf=2026-05-31'))
      .then200({
        since: '2026-04-30',
        parts: [{ startValue: 900, value: 1200, gross: 1, net: 1.333333, logoChurn: 0 }],
      });
    await givenApi(book)
      .when(retention('?months=1&split=segment'))
      .then200({ since: '2026-05-30', parts: [{ part: 'enterprise' }, { part: 'smb', paying: 0, logoChurn: 1 }] });
  });

  it('is of the last day of a month that has no such day', async () => {
    await givenApi(book).when(retention('?asOf=2024-02-29')).then200({ since: '2023-02-28' });
    await givenApi(book).when(retention('?asOf=2026-05-31&months=3')).then200({ since: '2026-02-28' });
  });

  it('is of nobody before there were customers', async () => {
    const response = await givenApi(book).when(retention()).then200({ since: '2025-06-30' });
    expect(response.json().parts).toEqual([]);
  });

  it.each([
    ['?months=0', '/months'],
    ['?asOf=2026-07-01', '/asOf'],
    ['?asOf=0050-07-01', '/asOf'],
  ])('is refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book).when(retention(query)).thenProblem(400, 'invalid-request', [pointer]);
  });

  it('is answered alike by GraphQL', async () => {
    const fields = 'part accounts leftOut paying startValue keptValue value logo gross net logoChurn';
    const overRest = await givenApi(book).when(retention('?months=1')).then200({});
    const overGraphql = await givenApi(book)
      .when(graphql(`{ retention(months: 1) { since asOf parts { ${fields} } } }`))
      .then200({});
    const { since, asOf, parts } = overRest.json();
    expect(overGraphql.json().data.retention).toEqual({ since, asOf, parts });
  });
});
