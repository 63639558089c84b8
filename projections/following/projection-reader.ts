import type { ChangeFeed } from '../../application/ports/change-feed.js';
import type { EventStore, LogBatch } from '../../application/ports/event-store.js';
import { positionToText } from '../../application/position.js';
import { applyBatch } from '../folding/apply-batch.js';
import { blameFor } from '../folding/blame.js';
import { partBefore, reasonOf } from '../folding/failed-event.js';
import type { Generation } from '../generation.js';
import { makeLookOut } from '../parking/look-out.js';
import { parkStreams } from '../parking/park-streams.js';
import { repairShare } from '../parking/repair-share.js';
import { handledTypes } from '../projection.js';
import { isStoreUnavailable, type ReadStore, type Share } from '../read-store.js';
import { afterFailure, type FailurePolicy } from './failure-policy.js';
import type { LogReader, Outcome } from './log-reader.js';
import { makeOwnStatus } from './own-status.js';
import type { Report } from './report.js';
import { makeRetries } from './retries.js';
import { makeShareInHand } from './share-in-hand.js';

type Deps = {
  readonly eventStore: Pick<EventStore, 'readStreamFrom'>;
  readonly store: ReadStore;
  readonly feed: Pick<ChangeFeed, 'publish'>;
  readonly report: Report;
  readonly policy: FailurePolicy;
};

/**
 * Follows the log with some partitions of a projection, which stand at one place: their checkpoints, transactions and
 * failures are their own; notices go out after commit.
 */
export const makeProjectionReader = (
  deps: Deps,
  generation: Generation,
  { partitions, holder }: Pick<Share, 'partitions' | 'holder'>,
): LogReader => {
  const { store, feed, report, policy } = deps;
  const { name } = generation.projection;
  const status = makeOwnStatus(name, partitions.length, report);
  const retries = makeRetries(name, status, report);
  const share = makeShareInHand(store, generation, { partitions, holder }, status);
  const lookOut = makeLookOut();
  const repair = (): Promise<Outcome> => repairShare(deps, generation, share, lookOut);

  const apply = async (batch: LogBatch): Promise<Outcome> => {
    const held = await share.take();
    if (typeof held === 'string') return held;
    const wasCaughtUp = held.checkpoint.caughtUp;
    const parked = held.toPark;
    const applied = await applyBatch(held, batch);
    if (applied._tag === 'Lost') return share.afterLoss();
    share.committed(held);
    const position = positionToText(batch.position);
    for (const { reason } of parked) report({ _tag: 'Parked', reader: name, reason });
    if (applied.keys.size > 0) feed.publish([...applied.keys].map((key) => ({ readModel: name, key, position })));
    if (batch.caughtUp && !wasCaughtUp) report({ _tag: 'CaughtUp', reader: name, position });
    return 'handled';
  };

  type Failures = { store: number; batch: number };

  /** Does what is to be done before the batch is tried again; anything but `handled` where it is not to be. */
  const recover = async (
    error: unknown,
    batch: LogBatch,
    failures: Failures,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    if (isStoreUnavailable(error)) {
      share.letGo();
      failures.store += 1;
      await retries.waitForStore(error.reason, failures.store, signal);
      return 'handled';
    }
    const held = share.taken();
    const blame = blameFor(error, held, batch);
    if (blame._tag === 'Half') return handle(blame.half, signal);
    failures.batch += 1;
    const next = afterFailure(policy, failures.batch);
    if (next._tag === 'Park' && blame._tag === 'Event' && held !== undefined) {
      parkStreams(held, batch, blame.failed);
      failures.batch = 0;
      return 'handled';
    }
    share.letGo();
    const good = blame._tag === 'Event' ? partBefore(batch, blame.failed.position) : undefined;
    const outcome = good === undefined ? 'handled' : await handle(good, signal);
    if (outcome !== 'handled') return outcome;
    const reason = blame._tag === 'Event' ? blame.failed.reason : blame.reason;
    if (next._tag !== 'TryAgain') return status.stopped(reason);
    await retries.waitAfter(reason, failures.batch, next.inMs, signal);
    return 'handled';
  };
  const handle = async (batch: LogBatch, signal: AbortSignal): Promise<Outcome> => {
    const failures: Failures = { store: 0, batch: 0 };
    while (!signal.aborted) {
      try {
        const repaired = lookOut.isDue() ? await repair() : 'handled';
        return repaired === 'handled' ? await apply(batch) : repaired;
      } catch (error) {
        const recovered = await recover(error, batch, failures, signal);
        if (recovered !== 'handled') return recovered;
      }
    }
    return 'handled';
  };
  /** Says that it is alive, and has seen the whole log, by refreshing its checkpoints. */
  const refresh = async (): Promise<Outcome> => {
    const held = await share.take();
    if (typeof held === 'string') return held;
    const { checkpoint, name: lease } = held;
    const { position } = checkpoint;
    if (position === undefined) return 'handled';
    const to = { ...checkpoint, position };
    const outcome = await store.advance({ name: lease, partitions, holder, from: position, to });
    return outcome === 'committed' ? 'handled' : share.afterLoss();
  };

  return {
    name,
    handles: handledTypes(generation.projection),
    start: async (signal) => {
      for (let failures = 1; !signal.aborted; failures++) {
        try {
          const held = await share.take();
          return typeof held === 'string' ? 'lost' : held.checkpoint;
        } catch (error) {
          if (!isStoreUnavailable(error)) return status.stopped(reasonOf(error));
          await retries.waitForStore(error.reason, failures, signal);
        }
      }
      return 'stopped';
    },
    handle,
    idle: async () => {
      try {
        const repaired = await repair();
        return repaired === 'handled' ? await refresh() : repaired;
      } catch (error) {
        share.letGo();
        if (!isStoreUnavailable(error)) return status.stopped(reasonOf(error));
        report({ _tag: 'StoreUnavailable', reader: name, reason: error.reason, retryInMs: 0 });
        return 'handled';
      }
    },
    halt: (reason) => void status.stopped(reason),
    status: status.now,
  };
};
