import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is installed; Debian keeps servers in sbin, which is not on every user's PATH. */
export const findProgram = (name: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin']
    .map((folder) => join(folder, name))
    .find(existsSync);
