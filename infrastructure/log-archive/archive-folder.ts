import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { comparePositions, type Position } from '../../application/position.js';
import type { Range } from './range.js';

/** The file that is being written; the others are sealed, and their names say what they cover. */
export const TAIL = 'tail.open';
const SEALED = /^(\d{20})\.(\d{20})-(\d{20})\.(\d{20})\.segments$/;

export type SealedFile = Range & { readonly name: string };

const digits = (n: bigint): string => String(n).padStart(20, '0');
const nameOf = ({ commit, prepare }: Position): string => `${digits(commit)}.${digits(prepare)}`;
export const sealedName = ({ after, upTo }: Range): string => `${nameOf(after)}-${nameOf(upTo)}.segments`;

const sealedFileOf = (name: string): ReadonlyArray<SealedFile> => {
  const [, commit, prepare, lastCommit, lastPrepare] = SEALED.exec(name) ?? [];
  if (commit === undefined || prepare === undefined || lastCommit === undefined || lastPrepare === undefined) return [];
  return [
    {
      name,
      after: { commit: BigInt(commit), prepare: BigInt(prepare) },
      upTo: { commit: BigInt(lastCommit), prepare: BigInt(lastPrepare) },
    },
  ];
};

/** In the order of the log. */
export const sealedFilesIn = async (folder: string): Promise<ReadonlyArray<SealedFile>> =>
  (await readdir(folder))
    .flatMap(sealedFileOf)
    .sort((a, b) => comparePositions(a.after, b.after) || comparePositions(a.upTo, b.upTo));

/** `undefined` where there is no such file. */
export const bytesOf = async (folder: string, name: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** So that a name is on disk, and not only what it stands for. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

/** Puts a file that is on disk already under its final name, in place of any other, all or nothing. */
export const publish = async (folder: string, from: string, name: string): Promise<void> => {
  await rename(join(folder, from), join(folder, name));
  await syncFolder(folder);
};
