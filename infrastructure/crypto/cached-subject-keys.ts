import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../domain/ids.js';

type Cached = { readonly key: Buffer | undefined; readonly until: number };

type CacheOptions = {
  readonly capacity: number;
  /** How long a key that another process destroyed may still be used here. */
  readonly millisecondsToLive: number;
  readonly now: () => number;
};

/**
 * Remembers the keys used last. A subject destroyed here is forgotten at once, and one destroyed by another process
 * within `millisecondsToLive`. A look-up that a destruction overtakes is not remembered.
 */
export const cachedSubjectKeys = (
  keys: SubjectKeys,
  { capacity, millisecondsToLive, now }: CacheOptions = { capacity: 10_000, millisecondsToLive: 5_000, now: Date.now },
): SubjectKeys => {
  const cache = new Map<DataSubjectId, Cached>();
  let destructions = 0;

  const remember = (subject: DataSubjectId, cached: Cached): void => {
    cache.delete(subject);
    cache.set(subject, cached);
    const oldest = cache.keys().next();
    if (cache.size > capacity && oldest.done !== true) cache.delete(oldest.value);
  };

  const recall = (subject: DataSubjectId): Cached | undefined => {
    const cached = cache.get(subject);
    if (cached === undefined || cached.until <= now()) return undefined;
    remember(subject, cached);
    return cached;
  };

  const fetch = async (subjects: ReadonlyArray<DataSubjectId>): Promise<ReadonlyMap<DataSubjectId, Buffer>> => {
    if (subjects.length === 0) return new Map();
    const destructionsBefore = destructions;
    const until = now() + millisecondsToLive;
    const found = await keys.keysOf(subjects);
    if (destructions === destructionsBefore) {
      for (const subject of subjects) remember(subject, { key: found.get(subject), until });
    }
    return found;
  };

  return {
    subjectOf: keys.subjectOf,
    keysOf: async (subjects) => {
      const known = new Map<DataSubjectId, Cached>();
      for (const subject of subjects) {
        const cached = recall(subject);
        if (cached !== undefined) known.set(subject, cached);
      }
      const fetched = await fetch(subjects.filter((subject) => !known.has(subject)));
      const found = new Map(fetched);
      for (const [subject, { key }] of known) if (key !== undefined) found.set(subject, key);
      return found;
    },
    destroy: async (subject) => {
      await keys.destroy(subject);
      destructions++;
      cache.delete(subject);
    },
  };
};
