import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { LogBatch } from '../application/ports/event-store.js';
import { comparePositions, type Position, positionToText } from '../application/position.js';
import { applyBatch } from './apply-batch.js';
import { backoffMs, pause } from './backoff.js';
import { isFailedEvent, partBefore, reasonOf } from './failed-event.js';
import { afterFailure, type FailurePolicy } from './failure-policy.js';
import type { LogReader } from './log-reader.js';
import { checkpointName, type OwnedProjection, own } from './owned-projection.js';
import { handledTypes, type Projection } from './projection.js';
import { isStoreUnavailable, type ReadStore } from './read-store.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

export type ProjectionReader = LogReader & {
  readonly status: () => ReaderStatus;
  /** Whether its rows hold everything up to this position. */
  readonly hasReached: (position: Position) => boolean;
};

type Deps = {
  readonly store: ReadStore;
  readonly feed: Pick<ChangeFeed, 'publish'>;
  readonly report: Report;
  readonly policy: FailurePolicy;
};

const LOST = 'another projector moved its checkpoint, and owns it now';

/** Follows the log with one projection: its own checkpoint, transaction and failure state; notices after commit. */
export const makeProjectionReader = (
  { store, feed, report, policy }: Deps,
  projection: Projection,
): ProjectionReader => {
  const { name } = projection;
  let owned: OwnedProjection | undefined;
  let reached: Position | undefined;
  let status: ReaderStatus = { name, state: 'starting', position: null, caughtUp: false, reason: null };

  const stopped = (reason: string): 'stopped' => {
    status = { ...status, state: 'stopped', caughtUp: false, reason };
    report({ _tag: 'Stopped', reader: name, reason });
    return 'stopped';
  };
  const waiting = async (reason: string, inMs: number, signal: AbortSignal): Promise<void> => {
    status = { ...status, state: 'waiting', caughtUp: false, reason };
    await pause(inMs, signal);
  };
  const waitForStore = (reason: string, failures: number, signal: AbortSignal): Promise<void> => {
    const retryInMs = backoffMs(failures);
    report({ _tag: 'StoreUnavailable', reader: name, reason, retryInMs });
    return waiting(reason, retryInMs, signal);
  };
  const take = async (): Promise<OwnedProjection> => {
    owned ??= await own(store, projection);
    const { position, caughtUp } = owned.checkpoint;
    reached = position;
    status = { name, state: 'running', position: position ? positionToText(position) : null, caughtUp, reason: null };
    return owned;
  };
  const apply = async (batch: LogBatch): Promise<'handled' | 'stopped'> => {
    const held = await take();
    const wasCaughtUp = held.checkpoint.caughtUp;
    const applied = await applyBatch(held, batch);
    if (applied._tag === 'CheckpointMoved') return stopped(LOST);
    await take();
    const position = positionToText(batch.position);
    if (applied.keys.size > 0) feed.publish([...applied.keys].map((key) => ({ readModel: name, key, position })));
    if (batch.caughtUp && !wasCaughtUp) report({ _tag: 'CaughtUp', reader: name, position });
    return 'handled';
  };

  const handle = async (batch: LogBatch, signal: AbortSignal): Promise<'handled' | 'stopped'> => {
    let storeFailures = 0;
    let failures = 0;
    while (!signal.aborted) {
      try {
        return await apply(batch);
      } catch (error) {
        owned = undefined;
        if (isStoreUnavailable(error)) {
          storeFailures += 1;
          await waitForStore(error.reason, storeFailures, signal);
          continue;
        }
        const good = isFailedEvent(error) ? partBefore(batch, error.position) : undefined;
        if (good !== undefined && (await handle(good, signal)) === 'stopped') return 'stopped';
        const reason = isFailedEvent(error) ? error.reason : reasonOf(error);
        failures += 1;
        const next = afterFailure(policy, failures);
        if (next._tag === 'GiveUp') return stopped(reason);
        report({ _tag: 'HandlingFailed', reader: name, reason, failures, retryInMs: next.inMs });
        await waiting(reason, next.inMs, signal);
      }
    }
    return 'handled';
  };

  return {
    name,
    handles: handledTypes(projection),
    start: async (signal) => {
      for (let failures = 1; !signal.aborted; failures++) {
        try {
          return (await take()).checkpoint.position;
        } catch (error) {
          if (!isStoreUnavailable(error)) return stopped(reasonOf(error));
          await waitForStore(error.reason, failures, signal);
        }
      }
      return 'stopped';
    },
    handle,
    idle: async () => {
      try {
        const { checkpoint } = await take();
        const { position } = checkpoint;
        if (position === undefined) return 'handled';
        const outcome = await store.advance({
          name: checkpointName(projection),
          from: position,
          to: { ...checkpoint, position },
        });
        return outcome === 'committed' ? 'handled' : stopped(LOST);
      } catch (error) {
        owned = undefined;
        if (!isStoreUnavailable(error)) return stopped(reasonOf(error));
        report({ _tag: 'StoreUnavailable', reader: name, reason: error.reason, retryInMs: 0 });
        return 'handled';
      }
    },
    status: () => status,
    hasReached: (position) => reached !== undefined && comparePositions(reached, position) >= 0,
  };
};
