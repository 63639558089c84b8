import type { EventStore } from '../../application/ports/event-store.js';
import { type Position, positionToText } from '../../application/position.js';
import type { Checkpoint } from '../read-store.js';

/** How far a reader was given the log, and when the log took the last event that it was given. */
export type Mark = Pick<Checkpoint, 'position' | 'recordedAt'>;

type Deps = {
  readonly eventStore: Pick<EventStore, 'placesBackwards'>;
  readonly reads: 'everything' | 'what-is-handled';
};

/** Clocks are set back now and then: an event so much older than the one that is looked for comes before it. */
const CLOCK_TOLERANCE_MS = 60_000;

const isThere = async ({ eventStore, reads }: Deps, upTo: Position, recordedAt: Date): Promise<boolean> => {
  for await (const place of eventStore.placesBackwards(upTo)) {
    if (place.recordedAt.getTime() === recordedAt.getTime()) return true;
    const isOlder = place.recordedAt.getTime() < recordedAt.getTime() - CLOCK_TOLERANCE_MS;
    if (reads === 'everything' || isOlder) return false;
  }
  return false;
};

/**
 * Why the log cannot be the one that was read up to a mark, if it cannot: it was restored from a backup, or replaced, and
 * what it took since, below the mark, would never be seen. A reader that saw everything was given the last event up to its
 * mark; one that reads some types was given one a while before. Throws `LogUnavailable`.
 */
export const whyAnotherLog = async (deps: Deps, { position, recordedAt }: Mark): Promise<string | undefined> => {
  if (position === undefined || recordedAt === undefined) return undefined;
  if (await isThere(deps, position, recordedAt)) return undefined;
  const seen = `it was read up to ${positionToText(position)}, to an event of ${recordedAt.toISOString()}`;
  return `the log is not the one that was read: ${seen}, which is not there now; see docs/operations.md`;
};
