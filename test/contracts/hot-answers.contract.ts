import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HotAnswers, HotAnswersBounds } from '../../application/ports/hot-answers.js';

export type HotAnswersUnderTest = {
  /** Each with a store of its own. */
  readonly make: (bounds: HotAnswersBounds) => Promise<HotAnswers>;
  /** Lets so much time pass. */
  readonly pass: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const roomy: HotAnswersBounds = { maxBytes: 1_000_000, keepMs: 60_000 };

export const hotAnswersContract = (adapter: string, start: () => Promise<HotAnswersUnderTest>): void => {
  describe(`hot answers, ${adapter}`, () => {
    let underTest: HotAnswersUnderTest;
    beforeAll(async () => {
      underTest = await start();
    });
    afterAll(() => underTest.close());

    const kept = async (answers: HotAnswers, keys: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
      const found = await Promise.all(keys.map((key) => answers.get(key)));
      return keys.filter((_, i) => found[i] !== undefined);
    };

    it('gives back what was put under a key, whatever is in it, and nothing under another', async () => {
      const answers = await underTest.make(roomy);
      const text = JSON.stringify({ name: 'Zürich \u0000 🌲', empty: '' });
      await answers.put('trend', text);
      await answers.put('empty', '');
      expect(await answers.get('trend')).toBe(text);
      expect(await answers.get('empty')).toBe('');
      expect(await answers.get('other')).toBeUndefined();
    });

    it('keeps what was put last', async () => {
      const answers = await underTest.make(roomy);
      await answers.put('trend', 'a longer text than the next');
      await answers.put('trend', 'new');
      expect(await answers.get('trend')).toBe('new');
    });

    it('keeps no more bytes than it may: the oldest go first', async () => {
      const answers = await underTest.make({ ...roomy, maxBytes: 1_000 });
      const keys = Array.from({ length: 30 }, (_, i) => `key-${String(i).padStart(2, '0')}`);
      for (const key of keys) {
        await answers.put(key, 'x'.repeat(94));
        await underTest.pass(2);
      }
      expect(await kept(answers, keys)).toEqual(keys.slice(-10));
    });

    it('counts what was replaced only once', async () => {
      const answers = await underTest.make({ ...roomy, maxBytes: 1_000 });
      const keys = ['first', 'other'];
      for (const key of keys) await answers.put(key, 'x'.repeat(95));
      for (let times = 0; times < 20; times++) await answers.put('other', 'y'.repeat(95));
      expect(await kept(answers, keys)).toEqual(keys);
    });

    it('does not keep what would drive out too much else', async () => {
      const answers = await underTest.make({ ...roomy, maxBytes: 1_000 });
      await answers.put('small', 'x');
      await answers.put('large', 'ü'.repeat(70));
      expect(await kept(answers, ['small', 'large'])).toEqual(['small']);
    });

    it('forgets what was put long ago', async () => {
      const answers = await underTest.make({ ...roomy, keepMs: 150 });
      await answers.put('trend', 'said');
      expect(await answers.get('trend')).toBe('said');
      await underTest.pass(200);
      expect(await answers.get('trend')).toBeUndefined();
    });
  });
};
