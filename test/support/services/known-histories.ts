import fc from 'fast-check';
import type * as t from 'io-ts';
import type { Knex } from 'knex';
import type { RecordedEvent } from '../../../application/ports/event-store.js';
import { type DomainEvent, eventCatalogue } from '../../../domain/catalogue.js';
import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { applyBatch } from '../../../projections/folding/apply-batch.js';
import { own } from '../../../projections/folding/owned-share.js';
import { allPartitions } from '../../../projections/partitions.js';
import { handledTypes, type Projection } from '../../../projections/projection.js';
import { recordedDayOf } from '../../../projections/two-clocks/recorded-day.js';
import { arbitraryOf } from '../arbitrary-of.js';
import { batchOf } from '../given-projection.js';
import { ownAll } from '../own-all.js';
import { recordedLog } from '../recorded.js';

const FIRST = '2026-03-02' as CalendarDate;
const DAY = 86_400_000;

/** As the log takes them from the first day on, some each day, so that many are of days before and some of days after. */
const historiesOf = (projection: Projection) => {
  const handled = handledTypes(projection);
  const facts = Object.entries(eventCatalogue)
    .filter(([type]) => handled.has(type as DomainEvent['type']))
    .map(([, { codec }]) => arbitraryOf(codec as t.Type<DomainEvent, unknown, unknown>));
  return fc
    .array(fc.tuple(fc.oneof(...facts), fc.constantFrom(0, 0, 1, 2, 9)), { minLength: 1, maxLength: 60 })
    .map((told) => {
      let day = Date.parse(FIRST);
      return recordedLog(told.map(([event]) => event)).map((recorded, i) => {
        day += (told[i]?.[1] ?? 0) * DAY;
        return { ...recorded, recordedAt: new Date(day + i * 1_000) };
      });
    });
};

/** Histories of what a read model handles, another order to fold each in, and a day that it was known at. */
export const knownHistories = (projection: Projection) =>
  historiesOf(projection).chain((log) =>
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

type History = Parameters<Parameters<ReturnType<typeof knownHistories>['map']>[0]>[0];

const placed = (order: ReadonlyArray<RecordedEvent>): ReadonlyArray<RecordedEvent> =>
  order.map((event, i) => ({ ...event, position: { commit: BigInt(i + 1), prepare: BigInt(i + 1) } }));

/** In one way by some of the partitions, and in another by the others; each batch comes twice. */
const fold = async (
  db: Knex,
  schema: string,
  projection: Projection,
  log: ReadonlyArray<RecordedEvent>,
  size: number,
): Promise<void> => {
  const store = makeReadStore(db, schema);
  await store.prepare([projection]);
  const { generation, holder } = await ownAll(store, projection);
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

/** All of a history folded into one schema, in some order, and what was recorded by the day into another. */
export const foldedTwice = async (
  db: Knex,
  projection: Projection,
  { log, order, size, knownAt }: History,
  run: number,
): Promise<{ readonly all: string; readonly upTo: string }> => {
  const schemas = { all: `all_${run}`, upTo: `up_to_${run}` };
  const toldByThen = log.filter((event) => recordedDayOf(event) <= knownAt);
  await fold(db, schemas.all, projection, placed(order), size);
  await fold(db, schemas.upTo, projection, toldByThen, size);
  return schemas;
};
