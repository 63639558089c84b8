import fc from 'fast-check';
import type * as t from 'io-ts';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../application/ports/event-store.js';
import { type DomainEvent, eventCatalogue } from '../../../domain/catalogue.js';
import type { AccountId } from '../../../domain/ids.js';
import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { applyBatch } from '../../../projections/folding/apply-batch.js';
import { own } from '../../../projections/folding/owned-share.js';
import { allPartitions } from '../../../projections/partitions.js';
import { handledTypes } from '../../../projections/projection.js';
import { recordedDayOf } from '../../../projections/recorded-day.js';
import { trendsProjection } from '../../../projections/trends/evolve.js';
import { metricNames } from '../../../projections/trends/metrics.js';
import { makeTrendQueries, makeWatchedSeries } from '../../../projections/trends/queries.js';
import { arbitraryOf } from '../../support/arbitrary-of.js';
import { batchOf } from '../../support/given-projection.js';
import { ownAll } from '../../support/own-all.js';
import { recordedLog } from '../../support/recorded.js';
import { freshDatabase } from '../../support/services/postgres.js';

const handled = handledTypes(trendsProjection);
const facts = Object.entries(eventCatalogue)
  .filter(([type]) => handled.has(type as DomainEvent['type']))
  .map(([, { codec }]) => arbitraryOf(codec as t.Type<DomainEvent, unknown, unknown>));

const FIRST = '2026-03-02' as CalendarDate;
const DAY = 86_400_000;

/** As the log takes them from the first day on, some each day, so that many are of days before and some of days after. */
const histories = fc
  .array(fc.tuple(fc.oneof(...facts), fc.constantFrom(0, 0, 1, 2, 9)), { minLength: 1, maxLength: 60 })
  .map((told) => {
    let day = Date.parse(FIRST);
    return recordedLog(told.map(([event]) => event)).map((recorded, i) => {
      day += (told[i]?.[1] ?? 0) * DAY;
      return { ...recorded, recordedAt: new Date(day + i * 1_000) };
    });
  });

const cases = histories.chain((log) =>
  fc.record({
    log: fc.constant(log),
    order: fc.shuffledSubarray([...log], { minLength: log.length }),
    size: fc.integer({ min: 1, max: 30 }),
    knownAt: fc.oneof(
      fc.constantFrom(...log.map(recordedDayOf)),
      fc.integer({ min: -1, max: 90 }).map((after) => addDays(FIRST, after)),
    ),
  }),
);

const placed = (order: ReadonlyArray<RecordedEvent>): ReadonlyArray<RecordedEvent> =>
  order.map((event, i) => ({ ...event, position: { commit: BigInt(i + 1), prepare: BigInt(i + 1) } }));

/** In one way by some of the partitions, and in another by the others; the last batch comes twice. */
const folded = async (db: Knex, schema: string, log: ReadonlyArray<RecordedEvent>, size: number): Promise<void> => {
  const store = makeReadStore(db, schema);
  await store.prepare([trendsProjection]);
  const { generation, holder } = await ownAll(store, trendsProjection);
  const shares = [allPartitions.slice(0, 3), allPartitions.slice(3)];
  for (const [i, partitions] of shares.entries()) {
    const share = await own(store, generation, { partitions, holder });
    if (share === 'lost') throw new Error('the partitions stand at different places');
    const step = i === 0 ? size : log.length;
    for (let at = 0; at < log.length; at += step) {
      const batch = batchOf(log.slice(at, at + step));
      if (batch === undefined) continue;
      await applyBatch(share, batch);
      await applyBatch(share, batch);
    }
  }
};

const span = { byFeature: true, from: '2026-02-01', to: '2026-07-01' } as const;
const accountIds = ['a1', 'b2', 'c3'] as const;

const everything = async (db: Knex, schema: string, knownAt: CalendarDate | undefined) => {
  const trends = makeTrendQueries(db, { schema });
  const known = knownAt === undefined ? {} : { knownAt };
  const watched = await makeWatchedSeries(
    db,
    schema,
  )({
    ...{ accountIds: accountIds as unknown as ReadonlyArray<AccountId>, metrics: metricNames, ...known },
    ...{ from: span.from as CalendarDate, to: span.to as CalendarDate },
  });
  const group = (id: string) => trends.groupKnownAt(id, knownAt ?? ('9999-12-31' as CalendarDate));
  const groups = await Promise.all(accountIds.map(group));
  const answers = await Promise.all([
    ...groups.map(({ members }) => trends.series({ ...span, ...known, accountIds: members, grain: 'day' })),
    trends.bookSeries({ ...span, ...known, filter: {}, grain: 'day' }),
    trends.bookSeries({ ...span, ...known, filter: {}, grain: 'month' }),
    trends.bookSeries({ ...span, ...known, filter: {}, split: 'segment', grain: 'week' }),
  ]);
  const days = { from: '2026-01-01', to: '2026-06-01', asOf: '2026-06-01' };
  const { triangles } = await trends.cohorts({ ...days, ...known, filter: {}, split: 'plan', grain: 'month' });
  return { groups, watched, series: answers.map(({ series }) => series), triangles };
};

describe('the trends as they were known at the end of a day', () => {
  let world: Awaited<ReturnType<typeof freshDatabase>>;
  let db: Knex;
  beforeAll(async () => {
    world = await freshDatabase();
    db = connectPostgres(world.url);
  });
  afterAll(async () => {
    await db.destroy();
    await world.drop();
  });

  it('are those of what was recorded by then, however it was folded', async () => {
    let schemas = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ log, order, size, knownAt }) => {
        schemas += 1;
        const [all, then] = [`all_${schemas}`, `then_${schemas}`];
        await folded(db, all, placed(order), size);
        await folded(
          db,
          then,
          log.filter((event) => recordedDayOf(event) <= knownAt),
          size,
        );
        expect(await everything(db, all, knownAt)).toEqual(await everything(db, then, undefined));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});
