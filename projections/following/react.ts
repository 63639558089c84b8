import { isUnreadableStream, type RecordedEvent } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import type { FailedEvent } from '../folding/failed-event.js';
import { pause } from './backoff.js';
import type { HeldReactor } from './held-reactor.js';
import { type Attempt, reactTo } from './react-to.js';

const READ_MODEL_POLL_MS = 5;

/** Whether the rows that a reactor reads hold everything up to a position. */
export type ReadModelsReached = (position: Position) => Promise<boolean>;

const untilReached = async (
  { retries }: HeldReactor,
  readModelsReached: ReadModelsReached,
  position: Position,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    if (await retries.persist(() => readModelsReached(position), signal)) return;
    await pause(READ_MODEL_POLL_MS, signal);
  }
};

/**
 * Gives events to a reactor once the read models hold everything up to a position, until it has reacted. Gives back the
 * first event of each stream that has to wait, because what the reaction has to read cannot be read.
 */
export const react = async (
  held: HeldReactor,
  readModelsReached: ReadModelsReached,
  events: ReadonlyArray<RecordedEvent>,
  until: Position,
  signal: AbortSignal,
): Promise<ReadonlyArray<FailedEvent>> => {
  await untilReached(held, readModelsReached, until, signal);
  const attempt: Attempt = (some) =>
    held.retries.persist(async () => {
      try {
        await held.reactor.react(some);
        return 'reacted' as const;
      } catch (error) {
        if (!isUnreadableStream(error)) throw error;
        return { missing: error.event };
      }
    }, signal);
  return reactTo(attempt, events);
};
