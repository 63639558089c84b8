import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTrendQueries, type TrendQueries } from '../../../projections/trends/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const signed = (
  accountId: string,
  startsOn: string,
  endsOn: string,
  amount: string,
  { contractId = 'one', currency = 'EUR' } = {},
) =>
  fact('ContractSigned', {
    ...{ accountId, contractId, occurredAt: `${startsOn}T10:00:00Z` },
    ...{ arr: { amount, currency }, startsOn, endsOn },
  });
const amended = (accountId: string, effectiveOn: string, amount: string) =>
  fact('ContractAmended', {
    ...{ accountId, contractId: 'one', occurredAt: `${effectiveOn}T10:00:00Z` },
    ...{ arr: { amount, currency: 'EUR' }, effectiveOn },
  });
const inSegment = (accountId: string, segment: string) =>
  fact('AccountProfileChanged', { accountId, occurredAt: '2025-01-01T00:00:00Z', changes: { segment } });

describe('cohorts of customers', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let trends: TrendQueries;
  beforeAll(async () => {
    world = await projectedDatabase();
    trends = makeTrendQueries(world.db);
    await world.happened(
      ...['acme', 'birch', 'delta'].map((accountId) => inSegment(accountId, 'enterprise')),
      signed('acme-old', '2025-01-10', '2025-03-10', '1200.10'),
      signed('acme', '2025-02-10', '2026-02-10', '600'),
      fact('AccountMerged', { accountId: 'acme-old', into: 'acme', occurredAt: '2025-02-01T00:00:00Z' }),
      signed('birch', '2025-01-20', '2026-01-20', '1000'),
      amended('birch', '2025-03-01', '1500'),
      fact('AccountRecordRemoved', {
        ...{ accountId: 'birch', occurredAt: '2025-03-15T00:00:00Z' },
        ref: { source: 'hubspot', connection: 'production', id: '7' },
      }),
      signed('cedar', '2025-02-01', '2025-12-31', '400'),
      signed('delta', '2025-01-05', '2026-01-05', '10'),
      signed('delta', '2025-02-05', '2025-03-05', '20', { contractId: 'two', currency: 'USD' }),
    );
  });
  afterAll(() => world.drop());

  const asked = { filter: {}, grain: 'month', from: '2025-01-01', to: '2025-04-01', asOf: '2025-03-31' } as const;

  it('follow those that became customers in a month, groups that were merged as one, removed accounts too', async () => {
    const { triangles } = await trends.cohorts(asked);
    expect(triangles).toMatchObject([
      {
        part: null,
        cohorts: [
          {
            start: '2025-01-01',
            accounts: 3,
            ages: [
              { day: '2025-01-31', accounts: 3, leftOut: 0, paying: 3, startValue: 2210.1, value: 2210.1 },
              {
                day: '2025-02-28',
                accounts: 2,
                leftOut: 1,
                paying: 2,
                startValue: 2200.1,
                keptValue: 2200.1,
                value: 2800.1,
              },
              {
                day: '2025-03-31',
                accounts: 3,
                leftOut: 0,
                paying: 3,
                startValue: 2210.1,
                keptValue: 1610,
                value: 2110,
              },
            ],
          },
          { start: '2025-02-01', accounts: 1, ages: [{ value: 400 }, { value: 400 }] },
        ],
      },
    ]);
  });

  it('add up to the yearly value of the book', async () => {
    const { triangles } = await trends.cohorts(asked);
    const { series } = await trends.bookSeries({ ...asked, metrics: ['arr', 'mixed_currencies'], byFeature: false });
    const valueOn = (day: string) =>
      triangles
        .flatMap(({ cohorts }) => cohorts.flatMap(({ ages }) => ages))
        .reduce((sum, age) => sum + (age.day === day ? age.value : 0), 0);
    const [arr, mixed] = series.map(({ points }) => points.map(({ value }) => value));
    expect(arr).toEqual([valueOn('2025-01-31'), valueOn('2025-02-28') + 10, valueOn('2025-03-31')]);
    expect(mixed).toEqual([null, 1, 0]);
  });

  it('are of a part of the book, or of each', async () => {
    const { triangles } = await trends.cohorts({ ...asked, split: 'segment' });
    expect(triangles.map(({ part, averages }) => [part, averages[0]?.accounts])).toEqual([
      [null, 1],
      ['enterprise', 3],
    ]);
    const narrowed = await trends.cohorts({ ...asked, filter: { segment: 'enterprise' } });
    expect(narrowed.triangles[0]?.cohorts).toEqual(triangles[1]?.cohorts);
  });

  it('are what rolling retention is told from as well', async () => {
    const { parts } = await trends.retention({ filter: {}, since: '2025-01-31', asOf: '2025-03-31' });
    expect(parts).toMatchObject([
      {
        part: null,
        accounts: 3,
        leftOut: 0,
        paying: 3,
        startValue: 2210.1,
        keptValue: 1610,
        value: 2110,
        logoChurn: 0,
      },
    ]);
    const { parts: mixed } = await trends.retention({ filter: {}, since: '2025-02-28', asOf: '2026-01-31' });
    expect(mixed).toMatchObject([{ accounts: 3, leftOut: 1, paying: 1, value: 600 }]);
  });
});
