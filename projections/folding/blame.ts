import type { LogBatch } from '../../application/ports/event-store.js';
import { isRowsRefused } from '../read-store.js';
import { eventsToFold } from './apply-batch.js';
import { type FailedEvent, failedBy, isFailedEvent, partBefore, reasonOf } from './failed-event.js';
import type { OwnedShare } from './owned-share.js';

/** What made a batch fail. */
export type Blame =
  | { readonly _tag: 'Event'; readonly failed: FailedEvent }
  /** Rows that the store refused: what made them is found by folding the batch's first half alone. */
  | { readonly _tag: 'Half'; readonly half: LogBatch }
  /** No event. */
  | { readonly _tag: 'Nothing'; readonly reason: string };

const refused = (owned: OwnedShare, batch: LogBatch, reason: string): Blame => {
  const events = eventsToFold(owned, batch.events, owned.checkpoint.position);
  const [only] = events;
  const middle = events[Math.ceil(events.length / 2)];
  const half = middle === undefined ? undefined : partBefore(batch, middle.position);
  if (half !== undefined) return { _tag: 'Half', half };
  return only === undefined ? { _tag: 'Nothing', reason } : { _tag: 'Event', failed: failedBy(only, reason) };
};

/** What is to blame for what was thrown while the share folded a batch. */
export const blameFor = (error: unknown, owned: OwnedShare | undefined, batch: LogBatch): Blame => {
  if (isFailedEvent(error)) return { _tag: 'Event', failed: error };
  if (!isRowsRefused(error)) return { _tag: 'Nothing', reason: reasonOf(error) };
  return owned === undefined ? { _tag: 'Nothing', reason: error.reason } : refused(owned, batch, error.reason);
};
