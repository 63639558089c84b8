import type { ChangeFeed } from '../../application/ports/change-feed.js';
import { type EventStore, isLogUnavailable } from '../../application/ports/event-store.js';
import { positionToText } from '../../application/position.js';
import type { OwnedShare } from '../folding/owned-share.js';
import type { Report } from '../following/report.js';
import type { Generation } from '../generation.js';
import type { Reached, ReadStore } from '../read-store.js';
import { LOOK_EVERY_MS } from './look-out.js';
import { repairStream } from './repair-stream.js';

export type AskedRepairsDeps = {
  readonly eventStore: Pick<EventStore, 'readStreamFrom'>;
  readonly store: ReadStore;
  readonly feed: Pick<ChangeFeed, 'publish'>;
  readonly report: Report;
};

/**
 * Does the repairs that were asked for, of what the share has parked. `changed` where the share has to be read again.
 * Rejects with `StoreUnavailable`; a log that does not answer is reported, and what was asked for is left for next time.
 */
export const doAskedRepairs = async (
  { eventStore, store, feed, report }: AskedRepairsDeps,
  generation: Generation,
  { name: lease, partitions, holder }: OwnedShare,
  checkpoint: Reached,
): Promise<'unchanged' | 'changed' | 'lost'> => {
  const { name } = generation.projection;
  let outcome: 'unchanged' | 'changed' = 'unchanged';
  for (const asked of await store.repairsAsked(lease)) {
    const ours = asked.partitions.filter((each) => partitions.includes(each));
    if (ours.length === 0) continue;
    try {
      const at = { holder, checkpoint };
      const repair = await repairStream({ eventStore, store }, generation, at, { ...asked, partitions: ours });
      if (repair._tag === 'Lost') return 'lost';
      outcome = 'changed';
      const position = positionToText(checkpoint.position);
      if (repair.keys.size > 0) feed.publish([...repair.keys].map((key) => ({ readModel: name, key, position })));
      if (repair._tag === 'StillParked') report({ _tag: 'Parked', reader: name, reason: repair.reason });
      else report({ _tag: 'Repaired', reader: name, streamName: asked.streamName });
    } catch (error) {
      if (!isLogUnavailable(error)) throw error;
      report({ _tag: 'LogUnavailable', reason: error.reason, retryInMs: LOOK_EVERY_MS });
      return outcome;
    }
  }
  return outcome;
};
