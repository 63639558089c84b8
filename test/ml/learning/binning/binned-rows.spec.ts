import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BinnedRows, binRows } from '../../../../ml/learning/binning/binned-rows.js';
import { binOfValue, type ColumnBins } from '../../../../ml/learning/binning/column-bins.js';
import { numberEdges, placeAmong } from '../../../../ml/learning/binning/number-edges.js';
import type { FeatureColumn } from '../../../../ml/learning/examples.js';
import { examplesOf, numbers } from '../made-up-examples.js';

const binIn = ({ ids, width, slots, firsts, commons }: BinnedRows, row: number, column: number): number => {
  const bin = (ids[row * width + (slots[column] ?? 0)] ?? 0) - (firsts[column] ?? 0);
  return bin >= 0 && bin < (firsts[column + 1] ?? 0) - (firsts[column] ?? 0) ? bin : (commons[column] ?? -1);
};

describe('bins of numbers', () => {
  it('keep the order of values, whatever they are', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(-1e308, 1e308, 0, -0, 1, 2), fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (values, bins) => {
        const edges = numberEdges(Float64Array.from(values), bins);
        expect(edges.length).toBeLessThan(bins);
        expect(edges).toEqual(edges.slice().sort());
        const known = values.filter((each) => !Number.isNaN(each)).sort((a, b) => a - b);
        const places = known.map((each) => placeAmong(edges, each));
        expect(places).toEqual(places.slice().sort((a, b) => a - b));
        if (new Set(known.map((each) => each + 0)).size <= bins)
          expect(new Set(places).size).toBe(edges.length + (known.length > 0 ? 1 : 0));
      }),
    );
  });

  it('have about as many rows each, and a common value a bin of its own', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 500 ? 7.5 : i / 10));
    const edges = numberEdges(values, 10);
    const counts = new Array<number>(edges.length + 1).fill(0);
    for (const value of values) counts[placeAmong(edges, value)] = (counts[placeAmong(edges, value)] ?? 0) + 1;
    expect(Math.max(...counts)).toBe(500);
    expect(counts.filter((count) => count > 70)).toHaveLength(1);
  });
});

describe('rows in bins', () => {
  it('give one slot to columns of which one at most says something, and lose nothing', () => {
    const places = [0, 1, 2, 1, 0, 2, 2, 1];
    const rows = places.map((place, i) => [...[0, 1, 2].map((each) => (each === place ? 1 : 0)), i]);
    const { features } = examplesOf(numbers('a', 'b', 'c', 'i'), rows, []);
    const binned = binRows(features, 255);
    expect(binned.width).toBe(2);
    rows.forEach((row, r) => {
      row.forEach((value, c) => {
        expect(binIn(binned, r, c)).toBe(binOfValue(binned.columns[c] as ColumnBins, value));
      });
    });
  });

  it('leave out what does not vary, and put the missing in bin 0', () => {
    const { features } = examplesOf(
      numbers('same', 'none', 'some'),
      [
        [4, Number.NaN, 1],
        [4, Number.NaN, Number.NaN],
      ],
      [],
    );
    const binned = binRows(features, 255);
    expect(Array.from(binned.slots)).toEqual([-1, -1, 0]);
    expect(Array.from(binned.hasMissing)).toEqual([0, 1, 1]);
    expect([binIn(binned, 0, 2), binIn(binned, 1, 2)]).toEqual([1, 0]);
  });

  it('give bins to the most common categories, and bin 0 to the others', () => {
    const column: FeatureColumn = { name: 'c', kind: 'category', categories: ['rare', 'often', 'most', 'never'] };
    const { features } = examplesOf([column], [[2], [1], [2], [1], [2], [0], [Number.NaN]], []);
    const {
      columns: [bins],
    } = binRows(features, 2);
    expect([0, 1, 2, 3, 9, Number.NaN].map((code) => binOfValue(bins as ColumnBins, code))).toEqual([0, 2, 1, 0, 0, 0]);
  });
});
