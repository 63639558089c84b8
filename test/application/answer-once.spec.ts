import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { makeAnswerOnce } from '../../application/answer-once.js';
import type { HotAnswers } from '../../application/ports/hot-answers.js';
import { makeInMemoryHotAnswers } from '../../infrastructure/in-memory/hot-answers.js';

const asNumber = {
  isShared: true,
  toText: String,
  fromText: (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined),
};
const roomy = { maxBytes: 1e6, keepMs: 60_000 };
const nothingHere = { maxBytes: 0, keepMs: 0 };
const forgetful: HotAnswers = { get: async () => undefined, put: async () => undefined };

/** Work that takes until it is let go, and counts how often it was done. */
const slowWork = () => {
  let times = 0;
  let letGo: () => void = () => undefined;
  const ready = new Promise<void>((done) => {
    letGo = done;
  });
  const work = async () => {
    times += 1;
    await ready;
    return E.right<string, number>(times);
  };
  return { work, letGo: () => letGo(), times: () => times };
};

describe('an answer', () => {
  it('is worked out once and then found', async () => {
    const once = makeAnswerOnce(makeInMemoryHotAnswers(roomy));
    const { work, letGo, times } = slowWork();
    letGo();
    expect(await once('trend', asNumber, work)()).toEqual(E.right({ answer: 1, wasThere: false }));
    expect(await once('trend', asNumber, work)()).toEqual(E.right({ answer: 1, wasThere: true }));
    expect(await once('other', asNumber, work)()).toEqual(E.right({ answer: 2, wasThere: false }));
    expect(times()).toBe(2);
  });

  it('is worked out once for all who ask for it meanwhile, though nothing is kept', async () => {
    const once = makeAnswerOnce(forgetful, nothingHere);
    const { work, letGo, times } = slowWork();
    const asked = [1, 2, 3].map(() => once('trend', asNumber, work)());
    letGo();
    expect((await Promise.all(asked)).map((one) => E.isRight(one) && one.right.answer)).toEqual([1, 1, 1]);
    expect(times()).toBe(1);
    expect(await once('trend', asNumber, work)()).toEqual(E.right({ answer: 2, wasThere: false }));
  });

  it('is found in this process alone where others are not told', async () => {
    const elsewhere = makeInMemoryHotAnswers(roomy);
    const once = makeAnswerOnce(elsewhere);
    const { work, letGo, times } = slowWork();
    letGo();
    const own = { ...asNumber, isShared: false };
    expect(await once('trend', own, work)()).toEqual(E.right({ answer: 1, wasThere: false }));
    expect(await once('trend', own, work)()).toEqual(E.right({ answer: 1, wasThere: true }));
    expect(await elsewhere.get('trend')).toBeUndefined();
    expect(times()).toBe(1);
  });

  it('is found in this process before others are asked, also one that another process worked out', async () => {
    const asked: Array<string> = [];
    const elsewhere: HotAnswers = {
      ...forgetful,
      get: async (key) => {
        asked.push(key);
        return '7';
      },
    };
    const once = makeAnswerOnce(elsewhere);
    const { work, times } = slowWork();
    expect(await once('trend', asNumber, work)()).toEqual(E.right({ answer: 7, wasThere: true }));
    expect(await once('trend', asNumber, work)()).toEqual(E.right({ answer: 7, wasThere: true }));
    expect([asked, times()]).toEqual([['trend'], 0]);
  });

  it('is forgotten here for others that were asked for later, where there is no room for all', async () => {
    const once = makeAnswerOnce(forgetful, { maxBytes: 100, keepMs: 60_000 });
    const { work, letGo, times } = slowWork();
    letGo();
    for (let n = 0; n < 40; n++) await once(`trend ${n}`, asNumber, work)();
    await once('trend 39', asNumber, work)();
    expect(times()).toBe(40);
    await once('trend 0', asNumber, work)();
    expect(times()).toBe(41);
  });

  it('is worked out anew where what was kept is no such answer', async () => {
    const kept = makeInMemoryHotAnswers(roomy);
    await kept.put('trend', 'of another release');
    const { work, letGo } = slowWork();
    letGo();
    expect(await makeAnswerOnce(kept)('trend', asNumber, work)()).toEqual(E.right({ answer: 1, wasThere: false }));
    expect(await kept.get('trend')).toBe('1');
  });

  it('is not kept where there is none: a refusal or a failure is met again by the next who asks', async () => {
    const once = makeAnswerOnce(makeInMemoryHotAnswers(roomy));
    expect(await once('trend', asNumber, async () => E.left('refused'))()).toEqual(E.left('refused'));
    await expect(
      once('trend', asNumber, async () => {
        throw new Error('the database is away');
      })(),
    ).rejects.toThrow('away');
    expect(await once('trend', asNumber, async () => E.right(7))()).toEqual(E.right({ answer: 7, wasThere: false }));
  });
});
