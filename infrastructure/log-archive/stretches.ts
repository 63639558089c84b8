import type { Position } from '../../application/position.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import { bytesOf, type SealedFile, sealedFilesIn, TAIL } from './archive-folder.js';
import { eventsOf, type Frame, framesIn } from './frame.js';
import { goesOnIn, isAfter, isSame, type Range, START_OF_LOG } from './range.js';

/** `file` is `undefined` where there is none. */
export type Damage = Range & { readonly _tag: 'Damage'; readonly file: string | undefined; readonly reason: string };

/** What the archive has next: events that cover the log up to a position, or a range that it should have and has not. */
export type Stretch =
  | { readonly _tag: 'Events'; readonly upTo: Position; readonly events: ReadonlyArray<StoredEvent> }
  | Damage;

/** Segments that are expanded, in other threads, while one is read. */
const AHEAD = 4;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function* eventsIn(frames: ReadonlyArray<Frame>, cursor: Position): AsyncGenerator<Stretch> {
  const wanted = frames.filter(({ upTo }) => isAfter(upTo, cursor));
  const expanding: Array<ReturnType<typeof eventsOf>> = [];
  for (const [i, { after, upTo }] of wanted.entries()) {
    for (const frame of wanted.slice(i + expanding.length, i + AHEAD)) {
      const events = eventsOf(frame);
      events.catch(() => undefined);
      expanding.push(events);
    }
    const events = (await expanding.shift()) ?? [];
    const isWhole = !isAfter(cursor, after);
    yield {
      _tag: 'Events',
      upTo,
      events: isWhole ? events : events.filter(({ position }) => isAfter(position, cursor)),
    };
  }
}

const faultOf = (file: SealedFile, frames: ReadonlyArray<Frame>, fault: string | undefined): string | undefined => {
  if (fault !== undefined) return fault;
  const [first, last] = [frames[0], frames.at(-1)];
  const covers =
    first !== undefined && last !== undefined && isSame(first.after, file.after) && isSame(last.upTo, file.upTo);
  return covers ? undefined : 'not what its name says';
};

async function* stretchesOf(folder: string, file: SealedFile, cursor: Position): AsyncGenerator<Stretch> {
  const damage = (reason: string): Damage => ({
    ...{ _tag: 'Damage', file: file.name, reason },
    ...{ after: file.after, upTo: file.upTo },
  });
  try {
    const bytes = await bytesOf(folder, file.name);
    if (bytes === undefined) return;
    const { frames, fault } = framesIn(bytes);
    const reason = faultOf(file, frames, fault);
    if (reason === undefined) yield* eventsIn(frames, cursor);
    else yield damage(reason);
  } catch (error) {
    yield damage(messageOf(error));
  }
}

const missing = (sealed: ReadonlyArray<SealedFile>, cursor: Position, upTo: Position): Damage => {
  const before = sealed.filter((file) => !isAfter(file.upTo, cursor)).at(-1);
  return { _tag: 'Damage', file: undefined, reason: 'there is no file', after: before?.upTo ?? START_OF_LOG, upTo };
};

/**
 * What the archive holds after a position, in order and without a gap: whoever meets a `Damage` reads that range elsewhere.
 * It ends where the archive ends. The folder may be written meanwhile.
 */
export async function* stretchesAfter(folder: string, start: Position): AsyncGenerator<Stretch> {
  let cursor = start;
  while (true) {
    const sealed = await sealedFilesIn(folder);
    const file = sealed.filter((range) => goesOnIn(range, cursor)).at(-1);
    const later = sealed.find(({ after }) => isAfter(after, cursor));
    const before = cursor;
    if (file !== undefined) {
      for await (const stretch of stretchesOf(folder, file, cursor)) {
        yield stretch;
        cursor = stretch.upTo;
      }
    } else if (later !== undefined) {
      yield missing(sealed, cursor, later.after);
      cursor = later.after;
    } else {
      const { frames } = framesIn((await bytesOf(folder, TAIL)) ?? Buffer.alloc(0));
      const [first] = frames;
      if (first !== undefined && isAfter(first.after, cursor)) {
        yield missing(sealed, cursor, first.after);
        cursor = first.after;
      }
      for await (const stretch of eventsIn(frames, cursor)) {
        yield stretch;
        cursor = stretch.upTo;
      }
      if (isSame(before, cursor)) return;
    }
  }
}
