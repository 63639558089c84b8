import type { FailedEvent } from '../folding/failed-event.js';
import { afterFailure, type FailurePolicy } from '../following/failure-policy.js';
import type { HeldReactor } from '../following/held-reactor.js';
import type { Outcome } from '../following/log-reader.js';
import type { ReadStore } from '../read-store.js';
import { makeParked, parkedFrom } from './parked-stream.js';

/** Reads what the reactor has put aside. */
export const loadParked = async (
  store: Pick<ReadStore, 'parked' | 'skipped'>,
  held: HeldReactor,
  signal: AbortSignal,
): Promise<void> => {
  const { name } = held.lease;
  const read = async () => makeParked(await store.parked(name), await store.skipped(name));
  held.parked = (await held.retries.persist(read, signal)) ?? held.parked;
};

/** Puts aside the stream of an event that the reactor cannot be given, unless the policy is to stop. */
export const putAside = async (
  policy: FailurePolicy,
  held: HeldReactor,
  failed: FailedEvent,
  signal: AbortSignal,
): Promise<Outcome> => {
  for (let failures = 1; !signal.aborted; failures++) {
    const next = afterFailure(policy, failures);
    if (next._tag === 'Stop') return held.status.stopped(failed.reason);
    if (next._tag === 'Park') {
      const stream = parkedFrom(failed, held.lease.partitions);
      held.parked.add(stream);
      held.toPark = [...held.toPark.filter((each) => each.streamName !== stream.streamName), stream];
      return 'handled';
    }
    await held.retries.waitAfter(failed.reason, failures, next.inMs, signal);
  }
  return 'handled';
};
