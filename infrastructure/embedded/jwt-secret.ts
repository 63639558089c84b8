import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../config.js';

/** The secret tokens are signed with: the one given, else one made once and kept in the data folder. */
export const jwtSecret = async (env: Environment): Promise<string> => {
  if (env.TREERING_JWT_SECRET !== undefined) return env.TREERING_JWT_SECRET;
  await mkdir(env.TREERING_DATA, { recursive: true });
  const file = join(env.TREERING_DATA, 'jwt-secret');
  await writeFile(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return (await readFile(file, 'utf8')).trim();
};
