import type { LogBatch, RecordedEvent } from '../../application/ports/event-store.js';
import { applyBatch } from '../../projections/folding/apply-batch.js';
import type { OwnedShare } from '../../projections/folding/owned-share.js';
import type { ReadStore } from '../../projections/read-store.js';
import { projections } from '../../projections/registry.js';
import { ownAll } from '../../test/support/own-all.js';
import type { SomeFacts } from './facts.js';

const BATCH = 5_000;
const metadata = { correlationId: 'bench', causationId: null, actor: 'bench:trends', source: null };

/** Read models that facts were folded into. */
export type Filled = {
  readonly events: number;
  readonly accountIds: ReadonlyArray<string>;
  readonly seconds: number;
  /** Says that all was read, as a projector does that lives. */
  readonly heartbeat: () => Promise<void>;
};

/** Folds facts into every read model by its projection, as reading them from a log would, but without one. */
export const fill = async (store: ReadStore, streams: Iterable<SomeFacts>): Promise<Filled> => {
  await store.prepare(projections);
  const shares: ReadonlyArray<OwnedShare> = await Promise.all(projections.map((one) => ownAll(store, one, 'bench')));
  const accountIds = new Set<string>();
  const startedAt = performance.now();
  let place = 0;
  let batch: Array<RecordedEvent> = [];

  const positionNow = () => ({ commit: BigInt(place * 100), prepare: BigInt(place * 100) });
  const apply = async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const whole: LogBatch = { events, position: positionNow(), caughtUp: true };
    for (const applied of await Promise.all(shares.map((share) => applyBatch(share, whole)))) {
      if (applied._tag !== 'Applied') throw new Error('somebody else writes these read models');
    }
  };

  for (const { accountId, stream, facts } of streams) {
    accountIds.add(accountId);
    for (const [i, event] of facts.entries()) {
      place += 1;
      const recorded = {
        id: `bench-${place}`,
        streamName: stream,
        revision: BigInt(i),
        recordedAt: new Date(event.data.occurredAt),
      };
      batch.push({ ...recorded, position: positionNow(), event, metadata });
    }
    if (batch.length < BATCH) continue;
    await apply(batch);
    batch = [];
  }
  await apply(batch);
  return {
    events: place,
    accountIds: [...accountIds],
    seconds: (performance.now() - startedAt) / 1000,
    heartbeat: () => apply([]),
  };
};
