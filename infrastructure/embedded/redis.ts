import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { freePort } from './free-port.js';
import { findProgram } from './local-program.js';
import { type LocalServer, listening } from './local-server.js';
import { endOrphan } from './orphan.js';

/** Kept in memory only, and its command line as it was given: by that an orphan is known. */
const settings = (port: number, pidFile: string): ReadonlyArray<string> =>
  Object.entries({
    '--bind': '127.0.0.1',
    '--port': `${port}`,
    '--pidfile': pidFile,
    '--dir': dirname(pidFile),
    '--save': '',
    '--appendonly': 'no',
    '--set-proc-title': 'no',
  }).flat();

/** Starts the installed redis-server on a free loopback port, noting its pid in a file; `undefined` where none is installed. */
export const startLocalRedis = async (pidFile: string): Promise<LocalServer | undefined> => {
  const program = findProgram('redis-server');
  if (program === undefined) return undefined;
  await endOrphan(Number(await readFile(pidFile, 'utf8').catch(() => '')), pidFile, 'SIGTERM');
  const port = await freePort();
  const server = spawn(program, [...settings(port, pidFile)], { stdio: 'ignore' });
  return listening(server, 'redis-server', `redis://127.0.0.1:${port}`);
};
