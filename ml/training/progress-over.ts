import type { Followed } from '../learning/threads/learning-threads.js';

const STEPS = 100;

/** Follows several lessons as one: told in hundredths of each, out of all. */
export const progressOver = (lessons: number, { onProgress, signal }: Followed): (() => Followed) => {
  const shares: Array<number> = [];
  return () => {
    const place = shares.push(0) - 1;
    return {
      ...(signal && { signal }),
      onProgress: (done, of) => {
        shares[place] = done / of;
        onProgress?.(Math.round(STEPS * shares.reduce((sum, share) => sum + share, 0)), STEPS * lessons);
      },
    };
  };
};
