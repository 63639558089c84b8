import { describe, expect, it } from 'vitest';
import { makeInMemoryHotAnswers } from '../../../infrastructure/in-memory/hot-answers.js';
import { hotAnswersContract } from '../../contracts/hot-answers.contract.js';

hotAnswersContract('in memory', async () => {
  let now = 0;
  return {
    make: async (bounds) => makeInMemoryHotAnswers(bounds, () => now),
    pass: async (ms) => {
      now += ms;
    },
    close: async () => undefined,
  };
});

describe('hot answers in memory', () => {
  it('keep what is asked for', async () => {
    const answers = makeInMemoryHotAnswers({ maxBytes: 1_000, keepMs: 60_000 });
    await answers.put('asked', 'x'.repeat(95));
    for (let n = 0; n < 30; n++) {
      await answers.put(`key-${n}`, 'x'.repeat(94));
      await answers.get('asked');
    }
    expect(await answers.get('asked')).toBeDefined();
  });
});
