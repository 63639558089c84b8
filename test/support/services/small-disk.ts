import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const mount = (...args: ReadonlyArray<string>) => promisify(execFile)('mount', [...args]);

export type SmallDisk = {
  readonly folder: string;
  readonly resize: (megabytes: number) => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** A file system of its own that is soon full. Needs the right to mount. */
export const smallDisk = async (megabytes: number): Promise<SmallDisk> => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-small-disk-'));
  await mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  return {
    folder,
    resize: async (size) => {
      await mount('-o', `remount,size=${size}m`, folder);
    },
    remove: async () => {
      await promisify(execFile)('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
};

export const mayMount = async (): Promise<boolean> => {
  try {
    await (await smallDisk(1)).remove();
    return true;
  } catch {
    return false;
  }
};
