import { describe, expect, it } from 'vitest';
import { makeAnswerOnce } from '../../application/answer-once.js';
import type { Timestamp } from '../../domain/primitives.js';
import { makeInMemoryHotAnswers } from '../../infrastructure/in-memory/hot-answers.js';
import type { ReadSide } from '../../read-api/deps.js';
import { freshAt } from '../support/fresh.js';
import { apiOver, get } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const facts = {
  accounts: [{ accountId: 'acme', segment: 'mid' }],
  daily: Array.from({ length: 90 }, (_, i) => ({
    accountId: 'acme',
    metric: 'events',
    day: new Date(Date.UTC(2026, 2, 1 + i)).toISOString().slice(0, 10),
    value: 10 + (i % 7),
  })),
};
const span = 'from=2026-03-01&to=2026-05-29';

/** The API over a book whose rows are counted when read, and can be said to have changed, or the day to be another. */
const counted = () => {
  const side = readSideOf(facts);
  let reads = 0;
  let position = '100';
  let lagSeconds = 0;
  let now = '2026-06-30T12:00:00.000Z';
  const freshness = (readModel: string) => ({ ...freshAt(readModel, position), lagSeconds });
  const counting =
    <A extends ReadonlyArray<unknown>, B>(read: (...args: A) => B) =>
    (...args: A): B => {
      reads += 1;
      return read(...args);
    };
  const options: Partial<ReadSide> = {
    trends: { ...side.trends, series: counting(side.trends.series), bookSeries: counting(side.trends.bookSeries) },
    standingOf: async (readModels) => ({ mark: `${position} all`, freshness: readModels.map(freshness) }),
    answerOnce: makeAnswerOnce(makeInMemoryHotAnswers({ maxBytes: 1e6, keepMs: 60_000 })),
    clock: () => now as Timestamp,
  };
  const app = apiOver(facts, options);
  return {
    reads: () => reads,
    changed: () => {
      position = '200';
    },
    behind: () => {
      lagSeconds = 3;
    },
    tomorrow: () => {
      now = '2026-07-01T12:00:00.000Z';
    },
    ask: async (path: string, as = 'analyst') => {
      const request = get(`/api/v1/trends/${path}`, { as });
      const response = await app.inject({ ...request, headers: { ...request.headers } });
      expect(response.statusCode).toBe(200);
      return response.json();
    },
    close: () => app.close(),
  };
};

describe('what is asked again', () => {
  it.each([
    `series?metric=events&${span}`,
    `series?metric=events&split=segment&grain=day&${span}`,
    'usage-patterns/12m',
    `compare?metric=events&${span}`,
    `decomposition?metric=events&${span}`,
    `decomposition?metric=events&account_id=acme&${span}`,
    `forecast?metric=events&${span}`,
    `detector?metric=events&${span}`,
  ])('is answered with the same and nothing read anew: %s', async (path) => {
    const { ask, reads, close } = counted();
    const first = await ask(path);
    const after = reads();
    expect(await ask(path, 'csm')).toEqual({ ...first, freshness: { ...first.freshness, position: '100' } });
    expect(reads()).toBe(after);
    await close();
  });

  it('is read anew as soon as a row may have changed, and on the next day', async () => {
    const { ask, reads, changed, tomorrow, close } = counted();
    const path = 'usage-patterns/12m';
    await ask(path);
    changed();
    expect((await ask(path)).freshness).toBeDefined();
    expect(reads()).toBe(2);
    tomorrow();
    expect(await ask(path)).toMatchObject({ to: '2026-07-01' });
    expect(reads()).toBe(3);
    await close();
  });

  it('is another question with anything else in it', async () => {
    const { ask, reads, close } = counted();
    await ask(`series?metric=events&${span}`);
    await ask(`series?metric=events&segment=mid&${span}`);
    await ask(`series?metric=events&grain=day&${span}`);
    await ask(`decomposition?metric=events&${span}`);
    expect(reads()).toBe(4);
    await close();
  });

  it('is told with how fresh it is now', async () => {
    const { ask, behind, close } = counted();
    await ask('usage-patterns/12m');
    behind();
    expect((await ask('usage-patterns/12m')).freshness).toMatchObject({ position: '100', lagSeconds: 3 });
    await close();
  });

  it('is kept of an account too, until something changes', async () => {
    const { ask, reads, changed, close } = counted();
    const path = `series?metric=events&account_id=acme&${span}`;
    const first = await ask(path);
    expect(await ask(path)).toEqual({ ...first, freshness: { ...first.freshness, position: '100' } });
    expect(reads()).toBe(1);
    changed();
    expect(await ask(path)).toMatchObject({ series: first.series });
    expect(reads()).toBe(2);
    await close();
  });
});
