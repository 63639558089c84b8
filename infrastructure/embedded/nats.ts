import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { findProgram } from './local-program.js';
import { endOrphan } from './orphan.js';

export type EmbeddedNats = { readonly url: string; readonly stop: () => Promise<void> };

const listens = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.once('connect', () => socket.destroy());
  });

/** Starts the installed nats-server on a free loopback port, noting its pid in a file; `undefined` where none is installed. */
export const startLocalNats = async (pidFile: string): Promise<EmbeddedNats | undefined> => {
  const program = findProgram('nats-server');
  if (program === undefined) return undefined;
  await endOrphan(Number(await readFile(pidFile, 'utf8').catch(() => '')), pidFile, 'SIGTERM');
  const port = await freePort();
  const server = spawn(program, ['-a', '127.0.0.1', '-p', `${port}`, '-P', pidFile], { stdio: 'ignore' });
  const exited = new Promise<void>((done) => server.once('exit', () => done()));
  for (let tries = 0; !(await listens(port)); tries++) {
    if (tries > 200 || server.exitCode !== null) throw new Error('The local nats-server does not answer.');
    await sleep(25);
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    stop: async () => {
      if (server.exitCode === null) server.kill('SIGTERM');
      await exited;
    },
  };
};
