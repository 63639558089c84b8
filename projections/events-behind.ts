import { comparePositions, type Position } from '../application/position.js';

/** How many events of a batch, which stand in the order of the log, come after a position. */
export const eventsAfter = (
  events: ReadonlyArray<{ readonly position: Position }>,
  position: Position | undefined,
): number => {
  if (position === undefined) return events.length;
  const first = events.findIndex((event) => comparePositions(event.position, position) > 0);
  return first === -1 ? 0 : events.length - first;
};

/** A place in the log, and how many events of our streams lie up to it. */
export type CountedPlace = { readonly position: Position; readonly events: number };

export type Behind = {
  readonly events: number;
  /** Some of them nobody has read yet, or the reader does not count: they were told from the bytes between. */
  readonly isEstimate: boolean;
};

type Reader = {
  readonly position: Position | undefined;
  readonly events: number | undefined;
  /** It had read everything a moment ago. */
  readonly isCurrent: boolean;
};

/**
 * How many events of our streams a reader has yet to handle. What any reader has read is counted; what lies between
 * there and the end of the log is told from how densely events lay so far, positions being byte offsets. `undefined`
 * while nobody has read anything, or the end of the log is not known.
 */
export const eventsBehind = (
  { position, events, isCurrent }: Reader,
  furthest: CountedPlace | undefined,
  head: Position | undefined,
): Behind | undefined => {
  if (isCurrent) return { events: 0, isEstimate: false };
  if (furthest === undefined || furthest.position.commit === 0n || head === undefined) return undefined;
  const density = furthest.events / Number(furthest.position.commit);
  const isUnread = comparePositions(furthest.position, head) < 0;
  const unread = isUnread ? Math.max(1, Math.round(Number(head.commit - furthest.position.commit) * density)) : 0;
  const isCounted = position === undefined || events !== undefined;
  const handled = position === undefined ? 0 : (events ?? Math.round(Number(position.commit) * density));
  return { events: Math.max(0, furthest.events - handled) + unread, isEstimate: isUnread || !isCounted };
};
