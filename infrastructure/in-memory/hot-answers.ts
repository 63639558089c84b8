import { keepHere } from '../../application/kept-here.js';
import type { HotAnswers, HotAnswersBounds } from '../../application/ports/hot-answers.js';

/** In this process. */
export const makeInMemoryHotAnswers = (
  bounds: HotAnswersBounds,
  now: () => number = () => performance.now(),
): HotAnswers => {
  const kept = keepHere<string>(bounds, now);
  return {
    get: async (key) => kept.get(key),
    put: async (key, text) => kept.put(key, text, Buffer.byteLength(key) + Buffer.byteLength(text)),
  };
};
