import { Agent, get } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answered, Load } from './loads.js';

// Clients in a thread of their own: each asks the next question when it has its answer and its pause is over.

const { port, paths, headers, clients, seconds, pauseMs }: Load = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: clients });
const latencies: Array<number> = [];
let refused = 0;
let next = 0;

const ask = (path: string): Promise<void> =>
  new Promise((done, fail) => {
    const askedAt = performance.now();
    get({ host: '127.0.0.1', port, path, agent, headers: { ...headers } }, (response) => {
      if (response.statusCode !== 200) refused++;
      response.resume().on('end', () => {
        latencies.push(performance.now() - askedAt);
        done();
      });
    }).on('error', fail);
  });

const sleep = (ms: number): Promise<void> | undefined => (ms > 0 ? after(ms) : undefined);

const startedAt = performance.now();
const until = startedAt + seconds * 1000;
const client = async (): Promise<void> => {
  if (pauseMs > 0) await sleep(Math.random() * pauseMs);
  while (performance.now() < until) {
    const askedAt = performance.now();
    await ask(paths[next++ % paths.length] ?? '/');
    await sleep(Math.max(0, askedAt + pauseMs - performance.now()));
  }
};
await Promise.all(Array.from({ length: clients }, client));
const answered: Answered = { seconds: (performance.now() - startedAt) / 1000, latencies, refused };
parentPort?.postMessage(answered);
agent.destroy();
