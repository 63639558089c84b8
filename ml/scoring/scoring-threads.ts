import { Piscina } from 'piscina';
import score, { type ScoreResult, type ScoreTask } from './score.worker.js';

/** Answers for rows beside the thread that asks. Rejects where the thread is lost. */
export type Score = (task: ScoreTask) => Promise<ScoreResult>;

/** In the thread that asks. */
export const scoreHere: Score = async (task) => score(task);

const IDLE_MS = 60_000;

/** A worker thread loads JavaScript only; from the TypeScript sources the work is done in the calling thread. */
const isBuilt = import.meta.url.endsWith('.js');

/** Scores in up to `threads` threads, which start when there is work and end when there was none for a while. */
export const makeScoringThreads = (threads: number): { readonly score: Score; readonly close: () => Promise<void> } => {
  if (!isBuilt) return { score: scoreHere, close: async () => undefined };
  const pool = new Piscina<ScoreTask, ScoreResult>({
    filename: new URL('./score.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  return { score: (task) => pool.run(task), close: () => pool.destroy() };
};
