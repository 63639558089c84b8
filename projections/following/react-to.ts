import type { RecordedEvent, UndecodableEvent } from '../../application/ports/event-store.js';
import { type FailedEvent, failedBy, unreadable } from '../folding/failed-event.js';

/** What became of a reaction: what it would have had to read, and could not; `undefined` where it was broken off. */
export type Attempt = (
  events: ReadonlyArray<RecordedEvent>,
) => Promise<'reacted' | { readonly missing: UndecodableEvent } | undefined>;

const waitsFor = (event: RecordedEvent, missing: UndecodableEvent): FailedEvent =>
  failedBy(event, `the reaction needs what cannot be read: ${unreadable(missing).reason}`);

/**
 * Reacts to all events but those of streams that must wait, because what the reaction has to read cannot be read. Gives
 * the first event of each of these. Some are tried more than once: reactions bear repetition.
 */
export const reactTo = async (
  attempt: Attempt,
  events: ReadonlyArray<RecordedEvent>,
): Promise<ReadonlyArray<FailedEvent>> => {
  const [first] = events;
  if (first === undefined) return [];
  const outcome = await attempt(events);
  if (outcome === 'reacted' || outcome === undefined) return [];
  const { missing } = outcome;
  const own = events.find(({ streamName }) => streamName === missing.streamName);
  const stuck = own ?? (events.length === 1 ? first : undefined);
  const failed =
    stuck === undefined
      ? await reactTo(attempt, events.slice(0, Math.ceil(events.length / 2)))
      : [waitsFor(stuck, missing)];
  const rest = stuck === undefined ? events.slice(Math.ceil(events.length / 2)) : events;
  const waiting = new Set(failed.map(({ streamName }) => streamName));
  const others = rest.filter(({ streamName }) => !waiting.has(streamName));
  return [...failed, ...(await reactTo(attempt, others))];
};
