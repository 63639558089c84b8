import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePredictionQueries, type PredictionQueries } from '../../../projections/predictions/queries.js';
import { fact } from '../../support/fact.js';
import { churnPredicted, expansionPredicted, trajectoryPredicted } from '../../support/predictions-said.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const occurredAt = '2026-01-01T00:00:00.000Z';
const named = (accountId: string, changes: object) => fact('AccountProfileChanged', { accountId, occurredAt, changes });
const worth = (accountId: string, amount: string) =>
  fact('ContractSigned', {
    ...{ accountId, occurredAt, contractId: `contract of ${accountId}`.replaceAll(' ', '-'), autoRenews: true },
    ...{ arr: { amount, currency: 'EUR' }, startsOn: '2026-01-01', endsOn: '2026-12-31' },
  });
const scored = (accountId: string, score: number, band: string) =>
  fact('HealthScored', {
    ...{ accountId, occurredAt, day: '2026-06-01', score, band, measures: [], caps: [], policyVersion: 1 },
  });

const said = [
  named('acme', { name: 'Acme Corp', segment: 'enterprise', owner: 'ada' }),
  named('bolt', { name: 'Bolt', segment: 'smb', owner: 'bob' }),
  named('core', { name: 'Core', segment: 'smb', owner: 'ada' }),
  ...[worth('acme', '1000'), worth('bolt', '90000')],
  ...[scored('acme', 31, 'critical'), scored('bolt', 72, 'healthy')],
  fact('AccountMerged', { accountId: 'bolt-old', into: 'bolt', occurredAt }),
  ...[churnPredicted('acme', '2026-06-02', 0.8), churnPredicted('acme', '2026-06-01', 0.6)],
  ...[churnPredicted('bolt', '2026-06-02', 0.3), churnPredicted('bolt-old', '2026-06-01', 0.9)],
  churnPredicted('core', '2026-06-02', 0.5),
  churnPredicted('left-in-may', '2026-05-25', 0.99),
  ...[expansionPredicted('acme', '2026-06-02', 500), expansionPredicted('bolt', '2026-06-02', 7000)],
  trajectoryPredicted('acme', '2026-06-02'),
];

describe('the read model of predictions', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let predictions: PredictionQueries;
  const page = { horizon: 90, order: 'chance', limit: 10 } as const;
  beforeAll(async () => {
    world = await projectedDatabase();
    predictions = makePredictionQueries(world.db, { now: () => new Date('2026-06-15T00:00:00Z') });
    await world.happened(...said);
  });
  afterAll(() => world.drop());
  const churn = async (
    filter: Parameters<PredictionQueries['list']>[1],
    more: Partial<Parameters<PredictionQueries['list']>[2]> = {},
  ) =>
    (await predictions.list('churn', filter, { ...page, ...more })).items.map(({ prediction }) => prediction.accountId);

  it('holds the latest day of each kind', async () => {
    const { prediction, freshness } = await predictions.latest('acme', 'churn');
    expect(prediction).toMatchObject({
      day: '2026-06-02',
      horizons: [{ days: 30 }, { probability: 0.8 }, { days: 180 }],
    });
    expect(freshness).toMatchObject({ readModel: 'predictions', position: `${said.length}00` });
    expect((await predictions.latest('acme', 'health-trajectory')).prediction?.action?.cases).toBe(38);
    expect((await predictions.latest('core', 'expansion')).prediction).toBeUndefined();
  });

  it('tells what was predicted on each day of a span', async () => {
    const days = (to: string) => predictions.days('acme', 'churn', { from: '2026-06-01', to });
    expect((await days('2026-06-03')).map(({ day, horizons }) => [day, horizons[1]?.probability])).toEqual([
      ['2026-06-01', 0.6],
      ['2026-06-02', 0.8],
    ]);
    expect(await days('2026-06-02')).toHaveLength(1);
  });

  it('lists the highest chance first, and accounts as the one they became', async () => {
    const { items } = await predictions.list('churn', {}, page);
    expect(items).toMatchObject([
      { name: 'Acme Corp', band: 'critical', score: 31, arr: '1000', currency: 'EUR', chance: 0.8, value: 800 },
      { name: 'Core', band: null, arr: null, currency: null, chance: 0.5, value: null },
      { name: 'Bolt', segment: 'smb', owner: 'bob', chance: 0.3, value: 27000 },
    ]);
  });

  it('lists the highest value first, and last what cannot be told', async () => {
    expect(await churn({}, { order: 'value' })).toEqual(['bolt', 'acme', 'core']);
    const { items } = await predictions.list('expansion', {}, { ...page, horizon: 365, order: 'value' });
    expect(items).toMatchObject([
      { name: 'Bolt', value: 7000, currency: 'EUR', chance: 0.365 },
      { name: 'Acme Corp', value: 500 },
    ]);
  });

  it('is narrowed', async () => {
    expect(await churn({ segment: 'smb' })).toEqual(['core', 'bolt']);
    expect(await churn({ owner: 'ada' })).toEqual(['acme', 'core']);
    expect(await churn({ band: 'critical' })).toEqual(['acme']);
    expect(await churn({ search: 'CORP' })).toEqual(['acme']);
    expect(await churn({ accountIds: ['core'] })).toEqual(['core']);
    expect(await churn({}, { horizon: 365 })).toEqual([]);
  });

  it.each(['chance', 'value'] as const)('is read on from where a page by %s ended', async (order) => {
    const all = (await predictions.list('churn', {}, { ...page, order })).items;
    for (const [i, { prediction, ...last }] of all.entries()) {
      const after = { value: last[order], accountId: prediction.accountId };
      expect(await churn({}, { order, after })).toEqual(all.slice(i + 1).map((one) => one.prediction.accountId));
    }
  });
});
