import fc from 'fast-check';
import type * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import { type DomainEvent, eventCatalogue } from '../../domain/catalogue.js';
import { makeInMemoryReadStore } from '../../infrastructure/in-memory/read-store.js';
import { applyBatch } from '../../projections/folding/apply-batch.js';
import { projections } from '../../projections/registry.js';
import { arbitraryOf } from '../support/arbitrary-of.js';
import { batchOf, projected, rowsOf } from '../support/given-projection.js';
import { ownAll } from '../support/own-all.js';
import { recordedLog } from '../support/recorded.js';

const facts = Object.entries(eventCatalogue)
  .filter(([type]) => type !== 'HealthScored')
  .map(([, { codec }]) => arbitraryOf(codec as t.Type<DomainEvent, unknown, unknown>));
const logs = fc.array(fc.oneof(...facts), { minLength: 1, maxLength: 60 });

const DAY = 86_400_000;

/** The log takes some of them on each of a few days. */
const recordedOverDays = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<RecordedEvent> =>
  recordedLog(events).map((event, i) => ({
    ...event,
    recordedAt: new Date(event.recordedAt.getTime() + Math.floor(i / 7) * DAY),
  }));

const shuffled = logs.chain((events) => {
  const said = recordedOverDays(events);
  return fc.tuple(
    fc.constant(said),
    fc.shuffledSubarray([...said], { minLength: said.length }).map((order) => placed(order)),
    fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
  );
});

/** The same facts, taken by the log in another order. */
const placed = (order: ReadonlyArray<RecordedEvent>): ReadonlyArray<RecordedEvent> =>
  order.map((event, i) => ({ ...event, position: { commit: BigInt(i + 1), prepare: BigInt(i + 1) } }));

describe.each(projections)('the read model $name', (projection) => {
  it('is the same in whatever order facts arrived, and however they were cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ([said, arrived, batches]) => {
        expect(await projected(projection, arrived, batches)).toEqual(await projected(projection, said));
      }),
    );
  });

  it('is not changed by batches that come again', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.nat(), async (events, cut) => {
        const said = recordedOverDays(events);
        const once = await projected(projection, said);
        const store = makeInMemoryReadStore();
        const first = said.slice(0, 1 + (cut % said.length));
        for (const again of [first, first, said, said]) {
          const batch = batchOf(again);
          if (batch !== undefined) await applyBatch(await ownAll(store, projection), batch);
        }
        expect(rowsOf(store, projection)).toEqual(once);
      }),
    );
  });
});

describe('health scores', () => {
  const scores = arbitraryOf(eventCatalogue.HealthScored.codec as t.Type<DomainEvent, unknown, unknown>);
  const mergers = arbitraryOf(eventCatalogue.AccountMerged.codec as t.Type<DomainEvent, unknown, unknown>);

  it.each(projections)('of $name are the same whatever else happened in between', async (projection) => {
    const logsOfScores = fc
      .tuple(fc.array(scores, { maxLength: 20 }), fc.array(mergers, { maxLength: 5 }))
      .chain(([said, merges]) => fc.tuple(fc.constant(recordedOverDays([...said, ...merges])), fc.nat(), fc.nat()));
    await fc.assert(
      fc.asyncProperty(logsOfScores, async ([said, a]) => {
        const merges = said.filter(({ event }) => event.type === 'AccountMerged');
        const rest = said.filter(({ event }) => event.type !== 'AccountMerged');
        const at = rest.length === 0 ? 0 : a % rest.length;
        const arrived = placed([...rest.slice(0, at), ...merges, ...rest.slice(at)]);
        expect(await projected(projection, arrived, [3])).toEqual(await projected(projection, said));
      }),
    );
  });
});
