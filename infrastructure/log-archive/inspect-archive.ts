import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../../application/position.js';
import { bytesOf, sealedFilesIn, TAIL } from './archive-folder.js';
import { framesIn } from './frame.js';
import { isAfter, type Range, START_OF_LOG } from './range.js';
import { type Damage, stretchesAfter } from './stretches.js';

export type ArchiveStatus = {
  readonly files: number;
  readonly bytes: number;
  /** How far into the log it reaches. */
  readonly upTo: Position;
};

/** Rejects where there is no archive. */
export const archiveStatus = async (folder: string): Promise<ArchiveStatus> => {
  const sealed = await sealedFilesIn(folder);
  const tail = (await bytesOf(folder, TAIL)) ?? Buffer.alloc(0);
  const sizes = await Promise.all(sealed.map(async ({ name }) => (await stat(join(folder, name))).size));
  const last = framesIn(tail).frames.at(-1) ?? sealed.at(-1);
  return {
    files: sealed.length + (tail.length === 0 ? 0 : 1),
    bytes: sizes.reduce((sum, size) => sum + size, tail.length),
    upTo: last?.upTo ?? START_OF_LOG,
  };
};

export type VerifiedArchive = {
  readonly events: number;
  readonly upTo: Position;
  /** What the log has to be read for again. */
  readonly damages: ReadonlyArray<Damage>;
  /** Ranges that two files cover: harmless, for every event is read once, but nothing that this program writes. */
  readonly overlaps: ReadonlyArray<Range>;
};

/** Reads all of it: every checksum, every segment, and whether one goes on where the other ends. */
export const verifyArchive = async (folder: string): Promise<VerifiedArchive> => {
  const damages: Array<Damage> = [];
  let events = 0;
  let upTo = START_OF_LOG;
  for await (const stretch of stretchesAfter(folder, START_OF_LOG)) {
    if (stretch._tag === 'Damage') damages.push(stretch);
    else events += stretch.events.length;
    upTo = stretch.upTo;
  }
  const sealed = await sealedFilesIn(folder);
  const overlaps = sealed.flatMap((file, i) => {
    const before = sealed[i - 1];
    return before !== undefined && isAfter(before.upTo, file.after) ? [{ after: file.after, upTo: before.upTo }] : [];
  });
  return { events, upTo, damages, overlaps };
};
