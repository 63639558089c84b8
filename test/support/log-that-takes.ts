import * as TE from 'fp-ts/lib/TaskEither.js';
import type { EventStore } from '../../application/ports/event-store.js';

/** A log that takes so many bytes at once. */
export const logThatTakes = (limit: number, log: EventStore): EventStore => ({
  ...log,
  append: (streamName, expected, events) => {
    const bytes = JSON.stringify(events).length;
    return bytes > limit
      ? TE.left({ _tag: 'AppendTooLarge', streamName, bytes, limit })
      : log.append(streamName, expected, events);
  },
});
