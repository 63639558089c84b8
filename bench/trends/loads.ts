import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export type Load = {
  readonly port: number;
  /** Asked in turn. */
  readonly paths: ReadonlyArray<string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly clients: number;
  readonly seconds: number;
  /** From one question of a client to its next; 0 for as soon as it has the answer. */
  readonly pauseMs: number;
};

export type Answered = {
  readonly seconds: number;
  /** From asking to the end of the answer, in milliseconds. */
  readonly latencies: ReadonlyArray<number>;
  readonly refused: number;
};

/** What many clients at once see. Throws unless every question was answered. */
export type Seen = { readonly p50: number; readonly p99: number; readonly rate: number; readonly answers: number };

export const load = async (asked: Load): Promise<Seen> => {
  const clients = new Worker(new URL('./load.js', import.meta.url), { workerData: asked });
  const [{ latencies, seconds, refused }]: [Answered] = (await once(clients, 'message')) as [Answered];
  await clients.terminate();
  if (refused > 0) throw new Error(`${refused} of ${latencies.length} questions like ${asked.paths[0]} were refused`);
  const sorted = latencies.toSorted((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return { p50: quantile(0.5), p99: quantile(0.99), rate: latencies.length / seconds, answers: latencies.length };
};
