import { describe, expect, it } from 'vitest';
import type { SubjectKeys } from '../../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../../domain/ids.js';
import { cachedSubjectKeys } from '../../../infrastructure/crypto/cached-subject-keys.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import { subjectKeysContract } from '../../contracts/subject-keys.contract.js';

subjectKeysContract('cached', async () => ({
  keys: cachedSubjectKeys(makeInMemorySubjectKeys()),
  close: async () => {},
}));

const givenCache = (capacity = 100) => {
  const store = makeInMemorySubjectKeys();
  const asked: Array<ReadonlyArray<DataSubjectId>> = [];
  const clock = { now: 0 };
  const watched: SubjectKeys = {
    ...store,
    keysOf: (subjects) => {
      asked.push(subjects);
      return store.keysOf(subjects);
    },
  };
  const keys = cachedSubjectKeys(watched, { capacity, millisecondsToLive: 1_000, now: () => clock.now });
  return { store, keys, asked, clock };
};

describe('cached subject keys', () => {
  it('ask for a key once, and only for those not known', async () => {
    const { keys, asked } = givenCache();
    const [ann, ben] = [await keys.subjectOf('s', 'ann'), await keys.subjectOf('s', 'ben')];
    await keys.keysOf([ann]);
    await keys.keysOf([ann, ben]);
    expect((await keys.keysOf([ann, ben])).size).toBe(2);
    expect(asked).toEqual([[ann], [ben]]);
  });

  it('forget a destroyed key at once', async () => {
    const { keys } = givenCache();
    const ann = await keys.subjectOf('s', 'ann');
    await keys.keysOf([ann]);
    await keys.destroy(ann);
    expect(await keys.keysOf([ann])).toEqual(new Map());
  });

  it('do not remember a key that was destroyed while it was looked up', async () => {
    const { keys, asked } = givenCache();
    const ann = await keys.subjectOf('s', 'ann');
    const lookUp = keys.keysOf([ann]);
    await keys.destroy(ann);
    await lookUp;
    expect(await keys.keysOf([ann])).toEqual(new Map());
    expect(asked).toHaveLength(2);
  });

  it('notice within their time to live that another process destroyed a key', async () => {
    const { store, keys, clock } = givenCache();
    const ann = await keys.subjectOf('s', 'ann');
    await keys.keysOf([ann]);
    await store.destroy(ann);
    clock.now = 999;
    expect((await keys.keysOf([ann])).has(ann)).toBe(true);
    clock.now = 1_000;
    expect((await keys.keysOf([ann])).has(ann)).toBe(false);
  });

  it('hold no more than their capacity, and let go of what was not used for longest', async () => {
    const { keys, asked } = givenCache(2);
    const people = await Promise.all(['ann', 'ben', 'cat'].map((name) => keys.subjectOf('s', name)));
    const [ann, ben, cat] = people as [DataSubjectId, DataSubjectId, DataSubjectId];
    await keys.keysOf([ann]);
    await keys.keysOf([ben]);
    await keys.keysOf([ann]);
    await keys.keysOf([cat]);
    await keys.keysOf([ann]);
    await keys.keysOf([ben]);
    expect(asked).toEqual([[ann], [ben], [cat], [ben]]);
  });

  it('give all keys asked for at once, however many', async () => {
    const { keys } = givenCache(2);
    const people = await Promise.all(['ann', 'ben', 'cat', 'dan'].map((name) => keys.subjectOf('s', name)));
    await keys.keysOf(people.slice(0, 2));
    expect((await keys.keysOf(people)).size).toBe(4);
  });
});
