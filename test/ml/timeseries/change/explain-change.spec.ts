import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { explainChange, type Part } from '../../../../ml/timeseries/change/explain-change.js';

const part = (key: string, sum: number, weight: number): Part => ({ key, sum, weight });

describe('a change of a mean', () => {
  it('is told apart into parts that changed and parts that became more', () => {
    const before = [part('small', 100, 10), part('large', 900, 10)];
    expect(explainChange(before, [part('small', 300, 30), part('large', 900, 10)])).toEqual(
      E.right({
        before: 50,
        after: 30,
        parts: [
          { key: 'large', mix: -12.5, rate: 0 },
          { key: 'small', mix: -7.5, rate: 0 },
        ],
      }),
    );
    expect(explainChange(before, [part('small', 100, 10), part('large', 700, 10)])).toEqual(
      E.right({
        before: 50,
        after: 40,
        parts: [
          { key: 'large', mix: 0, rate: -10 },
          { key: 'small', mix: 0, rate: 0 },
        ],
      }),
    );
  });

  it('by a part that is new, or gone, is all mix', () => {
    const found = explainChange([part('old', 10, 10)], [part('new', 30, 10)]);
    if (E.isLeft(found)) throw new Error(found.left._tag);
    expect(found.right.parts.map(({ rate }) => rate)).toEqual([0, 0]);
  });

  it('is the sum of its effects to the last digit, in whatever order', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const weight = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    const parts = fc
      .array(fc.tuple(number, weight), { minLength: 1, maxLength: 12 })
      .map((each) => each.map(([sum, of], i) => part(`${i}`, sum, of)));
    fc.assert(
      fc.property(parts, parts, fc.nat(), (before, after, turn) => {
        const found = explainChange(before, after);
        if (E.isLeft(found)) throw new Error(found.left._tag);
        const effects = found.right.parts.flatMap(({ mix, rate }) => [mix, rate]);
        const turned = [...effects.slice(turn % effects.length), ...effects.slice(0, turn % effects.length)];
        expect(turned.reduce((sum, each) => sum + each, found.right.before)).toBe(found.right.after);
        const total = (of: ReadonlyArray<Part>, f: (each: Part) => number) =>
          of.reduce((sum, each) => sum + f(each), 0);
        const mean = total(after, ({ sum }) => sum) / total(after, ({ weight }) => weight);
        const scale = Math.max(...[...before, ...after].map(({ sum, weight }) => Math.abs(sum / weight)));
        expect(Math.abs(found.right.after - mean)).toBeLessThanOrEqual(1e-11 * scale);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('is refused where there is nothing to divide by, or what is no number', () => {
    const some = [part('a', 1, 1)];
    expect(explainChange([], some)).toEqual(E.left({ _tag: 'NoWeight', at: 'before' }));
    expect(explainChange(some, [part('a', 0, 0)])).toEqual(E.left({ _tag: 'NoWeight', at: 'after' }));
    expect(explainChange(some, [part('a', Number.NaN, 1)])).toEqual(E.left({ _tag: 'OutOfRange', key: 'a' }));
    expect(explainChange(some, [part('a', 1, -1)])).toEqual(E.left({ _tag: 'OutOfRange', key: 'a' }));
    expect(explainChange([...some, ...some], some)).toEqual(E.left({ _tag: 'SameKeyTwice', key: 'a' }));
  });
});
