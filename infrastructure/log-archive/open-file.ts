import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../../application/position.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import { bytesOf, publish, sealedName } from './archive-folder.js';
import { encodeFrame, eventsOf, type Frame, type Frames, framesIn } from './frame.js';
import { isSmall, type Limits } from './limits.js';
import { isSame, type Range } from './range.js';
import { encodeSegment } from './segment.js';

const MANY_FRAMES = 64;

/** A file of the archive that is being written. */
export type OpenFile = {
  readonly upTo: () => Position;
  readonly isComplete: () => boolean;
  readonly append: (upTo: Position, events: number, segment: Uint8Array) => Promise<void>;
  /** Puts what was written on disk for good, under a name that says what it covers; nothing, if nothing was written. */
  readonly seal: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Closes it and takes it away. */
  readonly discard: () => Promise<void>;
};

async function* regrouped(
  frames: ReadonlyArray<Frame>,
  { frameEvents, frameBytes }: Limits,
): AsyncGenerator<readonly [Range, ReadonlyArray<StoredEvent>]> {
  let group: Array<StoredEvent> = [];
  let after = frames[0]?.after;
  let bytes = 0;
  for (const [i, frame] of frames.entries()) {
    group.push(...(await eventsOf(frame)));
    bytes += frame.segmentBytes;
    const next = frames[i + 1];
    const isFull =
      next === undefined || group.length + next.events > frameEvents || bytes + next.segmentBytes > frameBytes;
    if (!isFull || after === undefined) continue;
    yield [{ after, upTo: frame.upTo }, group];
    group = [];
    bytes = 0;
    after = frame.upTo;
  }
}

/** Writes the frames anew, as few as they can be, under another name. */
const merge = async (folder: string, frames: ReadonlyArray<Frame>, name: string, limits: Limits): Promise<void> => {
  const file = await open(join(folder, name), 'w');
  try {
    for await (const [range, events] of regrouped(frames, limits)) {
      await file.appendFile(await encodeFrame(range, events.length, encodeSegment(events)));
    }
    await file.sync();
  } finally {
    await file.close();
  }
};

const eventsInAll = (frames: ReadonlyArray<Frame>): number => frames.reduce((sum, { events }) => sum + events, 0);

/** What a file has that begins at `start`, merged where it has become many small frames. */
const leftBehind = async (
  folder: string,
  name: string,
  start: Position,
  limits: Limits,
): Promise<Pick<Frames, 'frames' | 'end'>> => {
  const { frames, end } = framesIn((await bytesOf(folder, name)) ?? Buffer.alloc(0));
  if (frames[0] === undefined || !isSame(frames[0].after, start)) return { frames: [], end: 0 };
  if (frames.length < MANY_FRAMES || !isSmall(eventsInAll(frames), frames.length, limits)) return { frames, end };
  await merge(folder, frames, `${name}.merged`, limits);
  await publish(folder, `${name}.merged`, name);
  return framesIn((await bytesOf(folder, name)) ?? Buffer.alloc(0));
};

/** Begins a file, or goes on with one that a process left behind: whatever is not whole at its end is cut off. */
export const openFile = async (folder: string, name: string, start: Position, limits: Limits): Promise<OpenFile> => {
  const { frames, end } = await leftBehind(folder, name, start, limits);
  let count = frames.length;
  let events = eventsInAll(frames);
  let bytes = end;
  let position = frames.at(-1)?.upTo ?? start;
  const file: FileHandle = await open(join(folder, name), 'a');
  await file.truncate(bytes);

  return {
    upTo: () => position,
    isComplete: () => events >= limits.fileEvents || bytes >= limits.fileBytes,
    append: async (upTo, more, segment) => {
      const frame = await encodeFrame({ after: position, upTo }, more, segment);
      await file.appendFile(frame);
      position = upTo;
      count += 1;
      events += more;
      bytes += frame.length;
    },
    seal: async () => {
      await file.sync();
      await file.close();
      if (isSame(position, start)) return unlink(join(folder, name));
      const sealed = sealedName({ after: start, upTo: position });
      if (count < 2 || !isSmall(events, count, limits)) return publish(folder, name, sealed);
      const written = framesIn((await bytesOf(folder, name)) ?? Buffer.alloc(0));
      await merge(folder, written.frames, `${name}.merged`, limits);
      await publish(folder, `${name}.merged`, sealed);
      await unlink(join(folder, name));
    },
    close: () => file.close(),
    discard: async () => {
      await file.close();
      await unlink(join(folder, name));
    },
  };
};
