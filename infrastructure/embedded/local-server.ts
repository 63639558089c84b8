import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const listens = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.once('connect', () => socket.destroy());
  });

export type LocalServer = { readonly url: string; readonly stop: () => Promise<void> };

/** A server that was just started on a loopback port, once it listens. */
export const listening = async (server: ChildProcess, program: string, url: string): Promise<LocalServer> => {
  const exited = new Promise<void>((done) => server.once('exit', () => done()));
  const port = Number(new URL(url).port);
  for (let tries = 0; !(await listens(port)); tries++) {
    if (tries > 200 || server.exitCode !== null) throw new Error(`The local ${program} does not answer.`);
    await sleep(25);
  }
  return {
    url,
    stop: async () => {
      if (server.exitCode === null) server.kill('SIGTERM');
      await exited;
    },
  };
};
