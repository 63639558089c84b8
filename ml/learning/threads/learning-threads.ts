import * as E from 'fp-ts/lib/Either.js';
import { Piscina } from 'piscina';
import { lanes } from './lanes.js';
import runLesson, { type LessonResult, type LessonTask } from './lesson.worker.js';
import type { LessonName, Lessons } from './lessons.js';
import { askToStop, newProgress, roundsDone } from './progress.js';

export type Followed = {
  /** Told now and then how many rounds are done. */
  readonly onProgress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
};

/** Learns beside the thread that asks. What it comes to does not depend on how many threads there are. */
export type Learning = <Name extends LessonName>(
  name: Name,
  asked: Parameters<Lessons[Name]>[0],
  followed?: Followed,
) => Promise<ReturnType<Lessons[Name]>>;

const TOLD_EVERY_MS = 100;
const IDLE_MS = 60_000;

const lost: LessonResult = { answer: E.left({ _tag: 'Interrupted', reason: 'thread lost' }) };

const learningBy =
  (run: (task: LessonTask) => Promise<LessonResult>): Learning =>
  async (name, asked, { onProgress, signal } = {}) => {
    const progress = newProgress();
    const stop = () => askToStop(progress);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
    const tell = () => {
      const { done, of } = roundsDone(progress);
      if (of > 0) onProgress?.(done, of);
    };
    const telling = setInterval(tell, TOLD_EVERY_MS);
    try {
      const result = await run({ name, asked, progress });
      if ('thrown' in result) throw result.thrown;
      tell();
      return result.answer as never;
    } finally {
      clearInterval(telling);
      signal?.removeEventListener('abort', stop);
    }
  };

/** In the thread that asks, which does nothing else meanwhile. */
export const learnHere: Learning = learningBy(async (task) => runLesson(task));

/** A worker thread loads JavaScript only; from the TypeScript sources the work is done in the calling thread. */
const isBuilt = import.meta.url.endsWith('.js');

/** Learns in up to `threads` threads, which start when there is work and end when there was none for a while. One that is lost is a refusal. */
export const makeLearningThreads = (
  threads: number,
): { readonly learn: Learning; readonly close: () => Promise<void> } => {
  if (!isBuilt) return { learn: learnHere, close: async () => undefined };
  const pool = new Piscina<LessonTask, LessonResult>({
    filename: new URL('./lesson.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  /** A pool that loses its last thread starts no other for what waits in it already, so that nothing may wait there. */
  const inLane = lanes(threads);
  const run = (task: LessonTask) => inLane(() => pool.run(task)).catch(() => lost);
  return { learn: learningBy(run), close: () => pool.destroy() };
};
