import { describe, expect, it } from 'vitest';
import { minimum } from '../../../ml/statistics/minimum.js';

const at = (...numbers: ReadonlyArray<number>) => Float64Array.from(numbers);

describe('a minimum', () => {
  it('is found at the bottom of a bent valley', () => {
    const valley = ([x = 0, y = 0]: Float64Array) => (1 - x) ** 2 + 10 * (y - x * x) ** 2;
    const found = minimum(valley, at(-1, 1), at(-2, -2), at(2, 2), 400);
    expect(found.at[0]).toBeCloseTo(1, 2);
    expect(found.at[1]).toBeCloseTo(1, 2);
  });

  it('stays in its box, and calls no more than a few times over', () => {
    let calls = 0;
    const found = minimum(
      ([x = 0, y = 0]) => {
        calls += 1;
        return x < 0 ? Number.NaN : (x - 9) ** 2 + (y + 9) ** 2;
      },
      at(0.5, 0.5),
      at(-1, 0),
      at(1, 1),
      60,
    );
    expect(found.at[0]).toBeCloseTo(1, 6);
    expect(found.at[1]).toBeCloseTo(0, 6);
    expect(calls).toBeLessThan(66);
  });
});
