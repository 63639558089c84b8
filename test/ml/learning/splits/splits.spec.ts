import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedFolds } from '../../../../ml/learning/splits/stratified-folds.js';
import { timeOrderedSplits } from '../../../../ml/learning/splits/time-ordered-splits.js';

describe('folds', () => {
  it('never part a group, and are the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1 })), { minLength: 5 }),
        fc.integer(),
        (rows, seed) => {
          const groups = Int32Array.from(rows, ([group]) => group);
          const labels = Float64Array.from(rows, ([, label]) => label);
          const folds = stratifiedFolds(labels, groups, 5, seed);
          const foldsOf = new Map<number, Set<number>>();
          groups.forEach((group, row) => {
            foldsOf.set(group, (foldsOf.get(group) ?? new Set()).add(folds[row] as number));
          });
          expect([...foldsOf.values()].every(({ size }) => size === 1)).toBe(true);
          expect(stratifiedFolds(labels, groups, 5, seed)).toEqual(folds);
        },
      ),
    );
  });

  it('hold as many positives each, and as many rows', () => {
    const labels = Float64Array.from({ length: 1003 }, (_, row) => (row % 7 === 0 ? 1 : 0));
    const alone = stratifiedFolds(labels, undefined, 5, 1);
    const grouped = stratifiedFolds(
      labels,
      Int32Array.from(labels, (_, row) => Math.floor(row / 4)),
      5,
      1,
    );
    for (const [folds, slack] of [
      [alone, 1],
      [grouped, 4],
    ] as const) {
      const counts = [0, 1, 2, 3, 4].map((fold) => folds.filter((own) => own === fold).length);
      const positives = [0, 1, 2, 3, 4].map(
        (fold) => folds.filter((own, row) => own === fold && labels[row] === 1).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(slack);
      expect(Math.max(...positives) - Math.min(...positives)).toBeLessThanOrEqual(slack);
    }
    expect(stratifiedFolds(labels, undefined, 5, 2)).not.toEqual(alone);
  });
});

describe('splits in time', () => {
  const days = Int32Array.from({ length: 1000 }, (_, row) => (row * 7919) % 400);

  it('train only on rows whose labels were known before validation begins', () => {
    const splits = timeOrderedSplits(days, { splits: 3, embargo: 90 });
    expect(splits).toHaveLength(3);
    for (const { train, validate } of splits) {
      const first = Math.min(...Array.from(validate, (row) => days[row] as number));
      const last = Math.max(...Array.from(train, (row) => days[row] as number));
      expect(last + 90).toBeLessThan(first);
    }
    const validated = splits.flatMap(({ validate }) => [...validate]);
    expect(new Set(validated).size).toBe(validated.length);
    expect(validated.length).toBeGreaterThan(740);
  });

  it('are left out where nothing lies before the embargo', () => {
    expect(timeOrderedSplits(days, { splits: 3, embargo: 150 })).toHaveLength(2);
    expect(timeOrderedSplits(days, { splits: 3, embargo: 500 })).toEqual([]);
  });
});
