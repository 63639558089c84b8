import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../../application/position.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import { lockFile } from '../event-node/store/lock-file.js';
import { bytesOf, sealedFilesIn, TAIL } from './archive-folder.js';
import type { ReportArchive } from './archive-report.js';
import { eventsOf, framesIn } from './frame.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { hasManifest, objectionTo, writeManifest } from './manifest.js';
import { type Stretch, stretchesAfter } from './stretches.js';
import { type ArchiveWriting, startWriting } from './writing.js';

const LOCK = 'writer';

export type LogArchiveOptions = {
  readonly folder: string;
  /** Of the streams whose events it holds. */
  readonly categories: ReadonlyArray<string>;
  readonly report: ReportArchive;
  readonly limits?: Limits;
};

/** A copy of the log, as the log has it, personal fields sealed: compressed, checksummed, and far faster to read. */
export type LogArchive = {
  readonly folder: string;
  readonly report: ReportArchive;
  /** What it holds after a position: see `stretchesAfter`. */
  readonly read: (after: Position) => AsyncIterable<Stretch>;
  /** Its last event, `undefined` while it has none. */
  readonly last: () => Promise<StoredEvent | undefined>;
  /** `undefined` where another process writes it, or none can. */
  readonly writing: ArchiveWriting | undefined;
  readonly close: () => Promise<void>;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The function frees the folder; `undefined` where another process writes there. */
const lock = (folder: string): (() => void) | undefined => {
  try {
    return lockFile(join(folder, LOCK));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
};

const clear = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${LOCK}-`)) await rm(join(folder, name), { recursive: true, force: true });
  }
};

const lastOf = async (folder: string): Promise<StoredEvent | undefined> => {
  const names = [...(await sealedFilesIn(folder)).map(({ name }) => name), TAIL];
  for (const name of names.toReversed()) {
    const { frames } = framesIn((await bytesOf(folder, name)) ?? Buffer.alloc(0));
    const frame = frames.findLast(({ events }) => events > 0);
    if (frame !== undefined) return (await eventsOf(frame)).at(-1);
  }
  return undefined;
};

type Opened = { readonly writing: ArchiveWriting | undefined; readonly isUsable: boolean; readonly free: () => void };

const openFolder = async ({
  folder,
  categories,
  report,
  limits = DEFAULT_LIMITS,
}: LogArchiveOptions): Promise<Opened> => {
  await mkdir(folder, { recursive: true });
  const free = lock(folder);
  const objection = await objectionTo(folder, categories);
  if (free === undefined) return { writing: undefined, isUsable: objection === undefined, free: () => undefined };
  if (objection !== undefined) {
    await clear(folder);
    report({ _tag: 'ArchiveDiscarded', reason: objection });
  }
  if (!(await hasManifest(folder))) await writeManifest(folder, categories);
  return { writing: await startWriting(folder, limits, report), isUsable: true, free };
};

/**
 * Opens the archive in a folder, and makes it where there is none. Of several processes the first writes, the others only
 * read. An archive of another format or of other categories begins anew. Never rejects: what stands in its way is reported,
 * and it then holds and takes nothing.
 */
export const openLogArchive = async (options: LogArchiveOptions): Promise<LogArchive> => {
  const { folder, report } = options;
  const { writing, isUsable, free } = await openFolder(options).catch((error: unknown): Opened => {
    report({ _tag: 'ArchivingStopped', reason: messageOf(error) });
    return { writing: undefined, isUsable: false, free: () => undefined };
  });
  const unreadable = (error: unknown): undefined => {
    report({ _tag: 'ArchiveUnreadable', reason: messageOf(error) });
  };
  return {
    folder,
    report,
    writing,
    read: async function* (after) {
      try {
        if (isUsable) yield* stretchesAfter(folder, after);
      } catch (error) {
        unreadable(error);
      }
    },
    last: async () => (isUsable ? lastOf(folder).catch(unreadable) : undefined),
    close: async () => {
      await writing?.close();
      free();
    },
  };
};

/** Takes the archive away. It is a copy: what reads the log writes it anew. Rejects while a process writes it. */
export const discardArchive = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const free = lock(folder);
  if (free === undefined) throw new Error(`Treering is running and writes the archive in ${folder}: stop it first.`);
  try {
    await clear(folder);
  } finally {
    free();
  }
};
