import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../domain/ids.js';

export type SubjectKeysUnderTest = { readonly keys: SubjectKeys; readonly close: () => Promise<void> };

export const subjectKeysContract = (adapter: string, start: () => Promise<SubjectKeysUnderTest>): void => {
  describe(`subject keys, ${adapter}`, () => {
    let underTest: SubjectKeysUnderTest;
    let keys: SubjectKeys;
    beforeAll(async () => {
      underTest = await start();
      keys = underTest.keys;
    });
    afterAll(() => underTest.close());

    const keyOf = async (subject: DataSubjectId) => (await keys.keysOf([subject])).get(subject);

    it('knows the person behind a record by the same random id every time', async () => {
      const ann = await keys.subjectOf('hubspot/demo', 'contact 1');
      expect(await keys.subjectOf('hubspot/demo', 'contact 1')).toBe(ann);
      expect(ann).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    it('tells records and sources apart', async () => {
      const subjects = await Promise.all([
        keys.subjectOf('a', 'bc'),
        keys.subjectOf('ab', 'c'),
        keys.subjectOf('a', 'b'),
        keys.subjectOf('b', 'a'),
      ]);
      expect(new Set(subjects).size).toBe(4);
    });

    it('makes one person of many first meetings at the same time', async () => {
      const subjects = await Promise.all(Array.from({ length: 20 }, () => keys.subjectOf('zendesk/demo', 'user 7')));
      expect(new Set(subjects).size).toBe(1);
    });

    it('gives each person a 256-bit key of their own, the same every time', async () => {
      const [ann, ben] = [await keys.subjectOf('s', 'ann'), await keys.subjectOf('s', 'ben')];
      const first = await keys.keysOf([ann, ben]);
      expect(first.get(ann)).toHaveLength(32);
      expect(first.get(ben)).toHaveLength(32);
      expect(first.get(ann)).not.toEqual(first.get(ben));
      expect(await keys.keysOf([ben, ann])).toEqual(first);
    });

    it('has no key for a person it never met', async () => {
      expect(await keys.keysOf(['nobody' as DataSubjectId])).toEqual(new Map());
      expect(await keys.keysOf([])).toEqual(new Map());
    });

    it('destroys one key and leaves the others', async () => {
      const [ann, ben] = [await keys.subjectOf('d', 'ann'), await keys.subjectOf('d', 'ben')];
      await keys.destroy(ann);
      expect([...(await keys.keysOf([ann, ben])).keys()]).toEqual([ben]);
    });

    it('never gives an erased person another key, whatever the vendor still sends', async () => {
      const ann = await keys.subjectOf('e', 'ann');
      await keys.destroy(ann);
      expect(await keys.subjectOf('e', 'ann')).toBe(ann);
      expect(await keyOf(ann)).toBeUndefined();
    });

    it('may destroy a key twice, or one that never was', async () => {
      const ann = await keys.subjectOf('f', 'ann');
      await keys.destroy(ann);
      await keys.destroy(ann);
      await keys.destroy('nobody' as DataSubjectId);
      expect(await keyOf(ann)).toBeUndefined();
    });
  });
};
