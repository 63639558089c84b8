import { type HotAnswersBounds, LARGEST_SHARE } from './ports/hot-answers.js';

export type KeptHere<A> = {
  readonly get: (key: string) => A | undefined;
  /** Keeps what takes so many bytes, in place of older ones where there is no room; not at all where it is too large. */
  readonly put: (key: string, value: A, bytes: number) => void;
};

type Kept<A> = { readonly value: A; readonly bytes: number; readonly until: number };

/** Keeps in this process. What was asked for longest ago goes first. */
export const keepHere = <A>({ maxBytes, keepMs }: HotAnswersBounds, now: () => number): KeptHere<A> => {
  const kept = new Map<string, Kept<A>>();
  let total = 0;

  const drop = (key: string): void => {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (found.until <= now()) {
        drop(key);
        return undefined;
      }
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    put: (key, value, bytes) => {
      drop(key);
      if (bytes > maxBytes * LARGEST_SHARE) return;
      total += bytes;
      kept.set(key, { value, bytes, until: now() + keepMs });
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break;
        drop(oldest);
      }
    },
  };
};
