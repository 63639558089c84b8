import { type HotAnswers, type HotAnswersBounds, LARGEST_SHARE } from '../../application/ports/hot-answers.js';

type Kept = { readonly text: string; readonly bytes: number; readonly until: number };

/** In this process. What was asked for longest ago goes first. */
export const makeInMemoryHotAnswers = (
  { maxBytes, keepMs }: HotAnswersBounds,
  now: () => number = () => performance.now(),
): HotAnswers => {
  const kept = new Map<string, Kept>();
  let total = 0;

  const drop = (key: string): void => {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  const touch = (key: string, one: Kept): void => {
    kept.delete(key);
    kept.set(key, one);
  };

  return {
    get: async (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (found.until <= now()) {
        drop(key);
        return undefined;
      }
      touch(key, found);
      return found.text;
    },
    put: async (key, text) => {
      const bytes = Buffer.byteLength(key) + Buffer.byteLength(text);
      drop(key);
      if (bytes > maxBytes * LARGEST_SHARE) return;
      total += bytes;
      kept.set(key, { text, bytes, until: now() + keepMs });
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break;
        drop(oldest);
      }
    },
  };
};
