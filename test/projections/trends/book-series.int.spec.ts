import { afterAll, beforeAll, expect, it } from 'vitest';
import { CalendarDate } from '../../../domain/primitives.js';
import { makeBookSeries } from '../../../projections/trends/queries.js';
import { fact } from '../../support/fact.js';
import { projectedDatabase } from '../../support/services/projected-database.js';
import { valid } from '../../support/valid.js';

const day = valid(CalendarDate);
const used = (accountId: string, on: string, quantity: number) =>
  fact('UsageRecorded', {
    ...{ accountId, occurredAt: `${on}T12:00:00Z`, metric: 'events', feature: 'Report', quantity },
    window: { start: `${on}T00:00:00Z`, end: `${on}T23:00:00Z` },
  });
const scored = (accountId: string, on: string, score: number) =>
  fact('HealthScored', {
    ...{ accountId, occurredAt: `${on}T23:59:59Z`, day: on, score, band: 'watch' },
    ...{ measures: [], caps: [], policyVersion: 1 },
  });

let world: Awaited<ReturnType<typeof projectedDatabase>>;
beforeAll(async () => {
  world = await projectedDatabase();
  await world.happened(
    used('acme', '2026-02-27', 9),
    used('acme', '2026-03-02', 3),
    used('birch', '2026-03-02', 4),
    used('acme', '2026-03-04', 5),
    scored('acme', '2026-03-02', 80),
    scored('birch', '2026-03-02', 40),
    scored('birch', '2026-03-03', 50),
  );
});
afterAll(() => world.drop());

it('the series of all accounts together are sums of what happened and means of scores, within the days asked for', async () => {
  const book = await makeBookSeries(world.db)({
    metrics: ['events', 'health', 'tickets_opened'],
    ...{ from: day('2026-03-01'), to: day('2026-03-05') },
  });
  expect([...book.keys()].sort()).toEqual(['events', 'events/Report', 'health']);
  const [events, health] = [book.get('events'), book.get('health')];
  expect([events?.from, ...(events?.sums ?? [])]).toEqual(['2026-03-02', 7, Number.NaN, 5]);
  expect([health?.from, ...(health?.sums ?? [])]).toEqual(['2026-03-02', 60, 50, Number.NaN]);
});
