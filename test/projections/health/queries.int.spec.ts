import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../domain/health/state.js';
import type { AccountId } from '../../../domain/ids.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { type HealthQueries, makeHealthQueries, makeScoredDays } from '../../../projections/health/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';

const scored = (accountId: string, day: string, score: number | null) =>
  fact('HealthScored', {
    accountId,
    day,
    occurredAt: `${day}T23:00:00Z`,
    score,
    band: score === null ? null : score < 50 ? 'critical' : 'healthy',
    measures: [{ name: 'usage-trend', group: 'usage', input: 0.1, score, weight: 1 }],
    caps: ['few data'],
    policyVersion: 2,
  });

describe('the health of accounts', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let health: HealthQueries;
  const restated = scored('acme', '2026-03-01', 60);
  beforeAll(async () => {
    world = await projectedDatabase();
    health = makeHealthQueries(world.db);
    await world.happened(
      scored('acme', '2026-03-01', 40),
      scored('acme', '2026-03-05', 70),
      restated,
      scored('bolt', '2026-03-01', 20),
      scored('gone', '2026-03-01', 20),
      fact('AccountMerged', { accountId: 'gone', into: 'acme', occurredAt: '2026-03-02T00:00:00Z' }),
    );
  });
  afterAll(() => world.drop());

  it('is what was scored for the latest day', async () => {
    const { health: current, freshness } = await health.current('acme');
    expect(current).toEqual({
      accountId: 'acme',
      day: '2026-03-05',
      score: 70,
      band: 'healthy',
      measures: [{ name: 'usage-trend', group: 'usage', input: 0.1, score: 70, weight: 1 }],
      caps: ['few data'],
      policyVersion: 2,
      scoredAt: '2026-03-05T23:00:00.000Z',
    });
    expect(freshness).toMatchObject({ readModel: 'health', position: '600', lagSeconds: 0 });
  });

  it('was, as of a day, what the latest day up to it says now', async () => {
    expect((await health.current('acme', '2026-03-04')).health).toMatchObject({ day: '2026-03-01', score: 60 });
    expect((await health.current('acme', '2026-02-01')).health).toBeUndefined();
  });

  it('has a history of scored days', async () => {
    const { points } = await health.history('acme', '2026-03-01', '2026-03-05');
    expect(points.map(({ day, score }) => [day, score])).toEqual([['2026-03-01', 60]]);
  });

  it('is not that of an account that turned out to be another', async () => {
    expect((await health.current('gone')).health).toBeUndefined();
    expect(await health.bands()).toEqual({ healthy: 1, critical: 1 });
  });

  it('tells the scorer what is recorded, and how far', async () => {
    expect(await makeScoredDays(world.db)('acme' as AccountId, '2026-03-01' as CalendarDate)).toEqual({
      revision: 2n,
      days: { '2026-03-01': fingerprintOf(restated.data), '2026-03-05': expect.any(String) },
    });
    expect(await makeScoredDays(world.db)('acme' as AccountId, '2026-04-01' as CalendarDate)).toEqual({
      revision: 2n,
      days: {},
    });
    expect(await makeScoredDays(world.db)('nobody' as AccountId, '2026-04-01' as CalendarDate)).toEqual({
      revision: undefined,
      days: {},
    });
  });
});
