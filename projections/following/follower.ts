import type { LogBatch } from '../../application/ports/event-store.js';
import { isBefore } from '../../application/position.js';
import type { Checkpoint } from '../read-store.js';
import type { LogReader } from './log-reader.js';
import { type Mailbox, makeMailbox } from './mailbox.js';
import type { Mark } from './same-log.js';

/** While behind, a reader folds so many events at once, and may have so many waiting: few round trips, flat memory. */
const BACKLOG = { enough: 8_000, mayHold: 16_000 };
const IDLE_AFTER_MS = 1_000;

/** A reader that follows the log, and what is on its way to it. */
export type Follower = {
  readonly reader: LogReader;
  readonly mailbox: Mailbox;
  /** Up to where it was given the log. */
  mark: Mark;
  /** Why it must not go on. */
  halted: string | undefined;
};

export const makeFollower = (reader: LogReader, from: Checkpoint): Follower => ({
  reader,
  mailbox: makeMailbox(from.position, BACKLOG),
  mark: from,
  halted: undefined,
});

/** Sends a batch on its way to the reader. */
export const give = (follower: Follower, batch: LogBatch): void => {
  const { mailbox, mark } = follower;
  mailbox.put(batch);
  if (!isBefore(mark.position, batch.position)) return;
  follower.mark = { position: batch.position, recordedAt: batch.events.at(-1)?.recordedAt ?? mark.recordedAt };
};

type Deps = {
  /** The log is in reach. */
  readonly isConnected: () => boolean;
  /** The reader found that its work belongs to another process, or has to begin further back. */
  readonly onLost: () => void;
};

/** Lets the reader handle what comes, until its mailbox is closed. Rejects with what the reader does not handle. */
export const follow = async (follower: Follower, { isConnected, onLost }: Deps, signal: AbortSignal): Promise<void> => {
  const { reader, mailbox } = follower;
  while (!signal.aborted && mailbox.isOpen()) {
    const batch = await mailbox.take(IDLE_AFTER_MS);
    if (signal.aborted) return;
    if (batch === undefined && !isConnected()) continue;
    const outcome = await (batch === undefined ? reader.idle(signal) : reader.handle(batch, signal));
    if (outcome !== 'handled') mailbox.close();
    if (outcome === 'lost' || outcome === 'set-back') onLost();
  }
  if (follower.halted !== undefined && !signal.aborted) reader.halt(follower.halted);
};
