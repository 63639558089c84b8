import { type CpuTime, cpuTime } from './cpu-time.js';
import { load, type Seen } from './loads.js';
import type { Question } from './questions.js';
import { serveBytes } from './served.js';

/** `paced` is what clients see who ask once a second each, the rest what those see who ask without a pause. */
export type Measured = Seen & {
  readonly name: string;
  readonly bytes: number;
  readonly bare: number;
  readonly paced: Seen;
  /** Of an answer to those without a pause. */
  readonly cpu: CpuTime;
};

type Asking = {
  readonly port: number;
  readonly token: string;
  readonly clients: number;
  readonly seconds: number;
  readonly databaseFolder: string;
};

const HEARTBEAT_MS = 1_000;
const PAUSE_MS = 1_000;

/** What clients see of one question, beside Fastify that sends the same bytes from memory; meanwhile the projector says that it lives. */
export const measure = async (
  { port, token, clients, seconds, databaseFolder }: Asking,
  { name, paths }: Question,
  heartbeat: () => Promise<void>,
): Promise<Measured> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}${paths[0]}`, { headers });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${paths[0]} was answered with ${answer.status}: ${body}`);
  const ask = { port, paths, headers, clients, pauseMs: 0 };
  await load({ ...ask, seconds: seconds / 5 });
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(heartbeat);
  }, HEARTBEAT_MS);
  const before = cpuTime(databaseFolder);
  const seen = await load({ ...ask, seconds });
  const after = cpuTime(databaseFolder);
  const cpu = {
    serverMs: (after.serverMs - before.serverMs) / seen.answers,
    databaseMs: (after.databaseMs - before.databaseMs) / seen.answers,
  };
  const paced = await load({ ...ask, seconds, pauseMs: PAUSE_MS });
  clearInterval(timer);
  await beating;
  const bytes = await serveBytes(body);
  const bare = await load({ ...ask, port: bytes.port, paths: ['/bytes'], seconds: seconds / 4 });
  await bytes.close();
  return { ...seen, name, paced, cpu, bytes: Buffer.byteLength(body), bare: bare.rate };
};
