import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { Position } from '../application/position.js';
import type { LogHead } from './progress.js';

/**
 * Where the log ends, read once for all who ask at a time and kept for `keepMs`: what was known before while the log
 * does not answer.
 */
export const keptLogHead = ({ readHead }: Pick<EventStore, 'readHead'>, keepMs = 1_000): LogHead => {
  let head: Position | undefined;
  let keptUntil = 0;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      const answered = await readHead()();
      if (E.isRight(answered)) head = answered.right;
      keptUntil = performance.now() + keepMs;
    } finally {
      reading = undefined;
    }
  };
  return async () => {
    if (performance.now() >= keptUntil) {
      reading ??= read();
      await reading;
    }
    return head;
  };
};
