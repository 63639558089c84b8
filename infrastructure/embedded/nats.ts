import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { freePort } from './free-port.js';
import { findProgram } from './local-program.js';
import { type LocalServer, listening } from './local-server.js';
import { endOrphan } from './orphan.js';

/** Starts the installed nats-server on a free loopback port, noting its pid in a file; `undefined` where none is installed. */
export const startLocalNats = async (pidFile: string): Promise<LocalServer | undefined> => {
  const program = findProgram('nats-server');
  if (program === undefined) return undefined;
  await endOrphan(Number(await readFile(pidFile, 'utf8').catch(() => '')), pidFile, 'SIGTERM');
  const port = await freePort();
  const server = spawn(program, ['-a', '127.0.0.1', '-p', `${port}`, '-P', pidFile], { stdio: 'ignore' });
  return listening(server, 'nats-server', `nats://127.0.0.1:${port}`);
};
