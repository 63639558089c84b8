import { expect, it } from 'vitest';
import { makeBreaker } from '../../../infrastructure/redis/breaker.js';

it('leaves what failed alone for a while, and then tries again', async () => {
  let now = 0;
  let calls = 0;
  const { tried } = makeBreaker(1_000, () => now);
  const call = (how: 'well' | 'badly') =>
    tried(async () => {
      calls += 1;
      if (how === 'badly') throw new Error('away');
      return calls;
    });
  expect(await call('well')).toBe(1);
  expect(await call('badly')).toBeUndefined();
  now = 999;
  expect(await call('well')).toBeUndefined();
  expect(calls).toBe(2);
  now = 1_000;
  expect(await call('well')).toBe(3);
});
