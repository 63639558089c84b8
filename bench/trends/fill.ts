import type { LogBatch, RecordedEvent } from '../../application/ports/event-store.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { applyBatch } from '../../projections/folding/apply-batch.js';
import type { OwnedShare } from '../../projections/folding/owned-share.js';
import type { ReadStore } from '../../projections/read-store.js';
import { projections } from '../../projections/registry.js';
import { ownAll } from '../../test/support/own-all.js';
import { trendFacts } from './facts.js';

const BATCH = 5_000;
const metadata = { correlationId: 'bench', causationId: null, actor: 'bench:trends', source: null };

/** Read models that facts were folded into, and the way to fold in more. */
export type Filled = {
  readonly events: number;
  readonly accountIds: ReadonlyArray<string>;
  readonly seconds: number;
  /** Says that all was read, as a projector does that lives. */
  readonly heartbeat: () => Promise<void>;
};

/** Folds at least so many facts into every read model by its projection, as reading them from a log would, but without one. */
export const fill = async (store: ReadStore, size: number, seed: number): Promise<Filled> => {
  await store.prepare(projections);
  const shares: ReadonlyArray<OwnedShare> = await Promise.all(projections.map((one) => ownAll(store, one, 'bench')));
  const accountIds = new Set<string>();
  const startedAt = performance.now();
  let place = 0;
  let batch: Array<RecordedEvent> = [];

  const record = (streamName: string, event: DomainEvent): RecordedEvent => {
    place += 1;
    const position = { commit: BigInt(place * 100), prepare: BigInt(place * 100) };
    const recordedAt = new Date();
    return { id: `bench-${place}`, streamName, revision: BigInt(place), position, recordedAt, event, metadata };
  };
  const apply = async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const position = { commit: BigInt(place * 100), prepare: BigInt(place * 100) };
    const whole: LogBatch = { events, position, caughtUp: true };
    for (const applied of await Promise.all(shares.map((share) => applyBatch(share, whole)))) {
      if (applied._tag !== 'Applied') throw new Error('somebody else writes these read models');
    }
  };

  for (const { accountId, stream, facts } of trendFacts(size, seed)) {
    accountIds.add(accountId);
    for (const fact of facts) batch.push(record(stream, fact));
    if (batch.length < BATCH) continue;
    await apply(batch);
    batch = [];
  }
  await apply(batch);
  const events = place;
  return {
    events,
    accountIds: [...accountIds],
    seconds: (performance.now() - startedAt) / 1000,
    heartbeat: () => apply([]),
  };
};
