import type { ChangeFeed } from '../../application/ports/change-feed.js';
import { type EventStore, isUndecodable, type LogBatch } from '../../application/ports/event-store.js';
import { isBefore, type Position, positionToText } from '../../application/position.js';
import { applyBatch, eventsToFold } from '../folding/apply-batch.js';
import {
  type FailedEvent,
  failedBy,
  isFailedEvent,
  partBefore,
  reasonOf,
  unreadable,
} from '../folding/failed-event.js';
import { type OwnedShare, own, parkStream } from '../folding/owned-share.js';
import type { Generation } from '../generation.js';
import { doAskedRepairs, LOOK_EVERY_MS } from '../parking/asked-repairs.js';
import { handledTypes } from '../projection.js';
import { isRowsRefused, isStoreUnavailable, type ReadStore, type Share } from '../read-store.js';
import { backoffMs, pause } from './backoff.js';
import { afterFailure, type FailurePolicy } from './failure-policy.js';
import { concerns, type LogReader, type Outcome } from './log-reader.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

type Deps = {
  readonly eventStore: Pick<EventStore, 'readStreamFrom'>;
  readonly store: ReadStore;
  readonly feed: Pick<ChangeFeed, 'publish'>;
  readonly report: Report;
  readonly policy: FailurePolicy;
};

/** Puts aside the stream of the event that failed, and those of all others in the batch that cannot be read. */
const parkStreams = (owned: OwnedShare, batch: LogBatch, failed: FailedEvent): void => {
  const { position } = owned.checkpoint;
  for (const event of batch.events) {
    if (!isUndecodable(event) || !concerns(owned.handles, event)) continue;
    if (isBefore(position, event.position)) parkStream(owned, unreadable(event));
  }
  parkStream(owned, failed);
};

const isBatch = (blamed: unknown): blamed is LogBatch =>
  typeof blamed === 'object' && blamed !== null && 'events' in blamed;

/** Of rows that the store refused: half of the batch that made them, or the event that alone did. */
const toBlame = (owned: OwnedShare, batch: LogBatch, reason: string): LogBatch | FailedEvent | undefined => {
  const events = eventsToFold(owned, batch.events, owned.checkpoint.position);
  const middle = events[Math.ceil(events.length / 2)];
  if (middle !== undefined) return partBefore(batch, middle.position);
  const [only] = events;
  return only === undefined ? undefined : failedBy(only, reason);
};

/**
 * Follows the log with some partitions of a projection, which stand at one place: their checkpoints, transactions and
 * failures are their own; notices go out after commit.
 */
export const makeProjectionReader = (
  { eventStore, store, feed, report, policy }: Deps,
  generation: Generation,
  { partitions, holder }: Pick<Share, 'partitions' | 'holder'>,
): LogReader => {
  const { name } = generation.projection;
  let owned: OwnedShare | undefined;
  /** Batches are given from here on. A store that crashed may have forgotten that it stood here. */
  let reached: Position | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let status: ReaderStatus = {
    name,
    partitions: partitions.length,
    state: 'starting',
    position: null,
    caughtUp: false,
    parked: [],
    reason: null,
  };

  const stopped = (reason: string): 'stopped' => {
    status = { ...status, state: 'stopped', caughtUp: false, reason };
    report({ _tag: 'Stopped', reader: name, reason });
    return 'stopped';
  };
  const left = <A extends 'lost' | 'set-back'>(outcome: A, reason: string): A => {
    owned = undefined;
    status = { ...status, state: 'lost', caughtUp: false, reason };
    return outcome;
  };
  const lost = (): 'lost' => left('lost', 'its partitions are read by another process');
  const waiting = async (reason: string, inMs: number, signal: AbortSignal): Promise<void> => {
    status = { ...status, state: 'waiting', caughtUp: false, reason };
    await pause(inMs, signal);
  };
  const waitForStore = (reason: string, failures: number, signal: AbortSignal): Promise<void> => {
    const retryInMs = backoffMs(failures);
    report({ _tag: 'StoreUnavailable', reader: name, reason, retryInMs });
    return waiting(reason, retryInMs, signal);
  };
  const running = ({ checkpoint: { position, caughtUp }, parked }: OwnedShare): void => {
    const text = position === undefined ? null : positionToText(position);
    reached = position;
    status = { ...status, state: 'running', position: text, caughtUp, parked: parked.streams(), reason: null };
  };
  const take = async (): Promise<OwnedShare | 'lost' | 'set-back'> => {
    if (owned !== undefined) return owned;
    const taken = await own(store, generation, { partitions, holder });
    if (taken === 'lost') return lost();
    if (isBefore(taken.checkpoint.position, reached)) return left('set-back', 'the store forgot what it had taken');
    owned = taken;
    running(taken);
    return taken;
  };
  /** Nothing was written: somebody else moved the checkpoints, or a crash of the store did. */
  const afterLoss = async (): Promise<'lost' | 'set-back'> => {
    owned = undefined;
    const again = await take();
    return typeof again === 'string' ? again : lost();
  };
  const apply = async (batch: LogBatch): Promise<Outcome> => {
    const held = await take();
    if (typeof held === 'string') return held;
    const wasCaughtUp = held.checkpoint.caughtUp;
    const parked = held.toPark;
    const applied = await applyBatch(held, batch);
    if (applied._tag === 'Lost') return afterLoss();
    running(held);
    const position = positionToText(batch.position);
    for (const { reason } of parked) report({ _tag: 'Parked', reader: name, reason });
    if (applied.keys.size > 0) feed.publish([...applied.keys].map((key) => ({ readModel: name, key, position })));
    if (batch.caughtUp && !wasCaughtUp) report({ _tag: 'CaughtUp', reader: name, position });
    return 'handled';
  };

  const isTimeToLook = (): boolean => performance.now() - lookedAt >= LOOK_EVERY_MS;
  const repair = async (): Promise<Outcome> => {
    const held = await take();
    if (typeof held === 'string') return held;
    const { checkpoint, parked, toPark } = held;
    const { position } = checkpoint;
    if (position === undefined || toPark.length > 0 || parked.streams().length === 0) return 'handled';
    const outcome = await doAskedRepairs({ eventStore, store, feed, report }, generation, held, {
      ...checkpoint,
      position,
    });
    lookedAt = performance.now();
    if (outcome === 'lost') return afterLoss();
    if (outcome === 'unchanged') return 'handled';
    owned = undefined;
    const again = await take();
    if (typeof again === 'string') return again;
    again.checkpoint = checkpoint;
    running(again);
    return 'handled';
  };

  const handle = async (batch: LogBatch, signal: AbortSignal): Promise<Outcome> => {
    let storeFailures = 0;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const repaired = isTimeToLook() ? await repair() : 'handled';
        return repaired === 'handled' ? await apply(batch) : repaired;
      } catch (error) {
        if (isStoreUnavailable(error)) {
          owned = undefined;
          storeFailures += 1;
          await waitForStore(error.reason, storeFailures, signal);
          continue;
        }
        const blamed =
          isRowsRefused(error) && owned !== undefined ? (toBlame(owned, batch, error.reason) ?? error) : error;
        if (isBatch(blamed)) {
          const outcome = await handle(blamed, signal);
          if (outcome !== 'handled') return outcome;
          continue;
        }
        failures += 1;
        const next = afterFailure(policy, failures);
        if (next._tag === 'Park' && isFailedEvent(blamed) && owned !== undefined) {
          parkStreams(owned, batch, blamed);
          failures = 0;
          continue;
        }
        owned = undefined;
        const good = isFailedEvent(blamed) ? partBefore(batch, blamed.position) : undefined;
        const outcome = good === undefined ? 'handled' : await handle(good, signal);
        if (outcome !== 'handled') return outcome;
        const reason = isFailedEvent(blamed) || isRowsRefused(blamed) ? blamed.reason : reasonOf(error);
        if (next._tag !== 'TryAgain') return stopped(reason);
        report({ _tag: 'HandlingFailed', reader: name, reason, failures, retryInMs: next.inMs });
        await waiting(reason, next.inMs, signal);
      }
    }
    return 'handled';
  };

  return {
    name,
    handles: handledTypes(generation.projection),
    start: async (signal) => {
      for (let failures = 1; !signal.aborted; failures++) {
        try {
          const held = await take();
          return typeof held === 'string' ? 'lost' : held.checkpoint;
        } catch (error) {
          if (!isStoreUnavailable(error)) return stopped(reasonOf(error));
          await waitForStore(error.reason, failures, signal);
        }
      }
      return 'stopped';
    },
    handle,
    halt: (reason) => void stopped(reason),
    idle: async () => {
      try {
        const repaired = await repair();
        if (repaired !== 'handled') return repaired;
        const held = await take();
        if (typeof held === 'string') return held;
        const { checkpoint, name: lease } = held;
        const { position } = checkpoint;
        if (position === undefined) return 'handled';
        const to = { ...checkpoint, position };
        const outcome = await store.advance({ name: lease, partitions, holder, from: position, to });
        return outcome === 'committed' ? 'handled' : await afterLoss();
      } catch (error) {
        owned = undefined;
        if (!isStoreUnavailable(error)) return stopped(reasonOf(error));
        report({ _tag: 'StoreUnavailable', reader: name, reason: error.reason, retryInMs: 0 });
        return 'handled';
      }
    },
    status: () => status,
  };
};
