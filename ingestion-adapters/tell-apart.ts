import { createHash } from 'node:crypto';

/**
 * A mark that tells two versions of something personal apart that have the same time: two bytes of a hash, too few to
 * find out from them, once the person is erased, what the words were.
 */
export const markOf = (...values: ReadonlyArray<string>): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 4);
