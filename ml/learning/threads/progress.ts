import type { Watch } from '../watch.js';

/** How far a training has come, and whether it is to stop, in memory that threads share: rounds done, of how many, 1 to stop. */
export type Progress = Int32Array;

const DONE = 0;
const OF = 1;
const STOP = 2;

export const newProgress = (): Progress => new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));

export const askToStop = (progress: Progress): void => {
  Atomics.store(progress, STOP, 1);
};

export const roundsDone = (progress: Progress): { readonly done: number; readonly of: number } => ({
  done: Atomics.load(progress, DONE),
  of: Atomics.load(progress, OF),
});

/** Follows a training by writing to the shared memory. */
export const watchOf = (progress: Progress): Watch => ({
  round: (done, of) => {
    Atomics.store(progress, OF, of);
    Atomics.store(progress, DONE, done);
  },
  isCancelled: () => Atomics.load(progress, STOP) === 1,
});
