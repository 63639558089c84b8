import { gathered } from './gathered.js';

/**
 * Reads for all who ask while the read before is under way. What each is told was read after it asked, so nobody is told less
 * than a read of its own would have told.
 */
export const together = <A>(read: () => Promise<A>): (() => Promise<A>) => {
  const ask = gathered<undefined, A>(
    async (asked) => {
      const found = await read();
      return asked.map(() => found);
    },
    { lanes: 1, most: Number.POSITIVE_INFINITY },
  );
  return () => ask(undefined);
};
