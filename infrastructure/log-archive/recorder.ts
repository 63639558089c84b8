import type { Position } from '../../application/position.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import type { Mail } from '../eventstoredb/inbox.js';
import { isSmall, type Limits } from './limits.js';
import { isAfter } from './range.js';
import { encodeSegment } from './segment.js';

const FLUSH_MS = 5_000;
/** Portions that may wait to be written before who brings them has to wait as well. */
const MAY_WAIT = 4;

type Write = (upTo: Position, events: number, segment: Uint8Array) => Promise<void>;

/** Takes what a subscription brings, in order, and writes it in frames. */
export type Recorder = {
  /** Resolves when there is room for more. */
  readonly add: (mail: Mail) => Promise<void>;
  /** Resolves once everything is written. */
  readonly finish: () => Promise<void>;
};

/** `write` must not reject. */
export const makeRecorder = (start: Position, limits: Limits, write: Write): Recorder => {
  let gathered: Array<StoredEvent> = [];
  let upTo = start;
  let written = start;
  let waiting = 0;
  let line: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const enqueue = (events: number, segment: () => Uint8Array): void => {
    const to = upTo;
    written = to;
    waiting += 1;
    line = line
      .then(() => write(to, events, segment()))
      .finally(() => {
        waiting -= 1;
      });
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!isAfter(upTo, written)) return;
    const events = gathered;
    gathered = [];
    enqueue(events.length, () => encodeSegment(events));
  };

  return {
    add: async ({ events, segment, position }) => {
      if (!isSmall(events.length, 1, limits)) {
        flush();
        upTo = position;
        enqueue(events.length, () => segment ?? encodeSegment(events));
      } else {
        if (gathered.length + events.length > limits.frameEvents) flush();
        gathered.push(...events);
        upTo = position;
        if (events.length > 0) timer ??= setTimeout(flush, FLUSH_MS).unref();
      }
      while (waiting > MAY_WAIT) await line;
    },
    finish: async () => {
      flush();
      await line;
    },
  };
};
