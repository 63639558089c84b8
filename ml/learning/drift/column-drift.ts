import { chiSquareTail } from '../../statistics/chi-square.js';
import { midRanks } from '../../statistics/mid-ranks.js';
import { momentsOf } from '../../statistics/moments.js';
import { normalTail } from '../../statistics/normal.js';
import type { FeatureColumn } from '../examples.js';
import { type BinnedCounts, binnedCounts } from './binned-counts.js';

const totalOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

/** Half a row more in each bin, so that none is empty. */
const stabilityIndex = ({ reference, current }: BinnedCounts): number => {
  const share = (counts: Float64Array, bin: number) =>
    ((counts[bin] as number) + 0.5) / (totalOf(counts) + counts.length / 2);
  return reference.reduce((sum, _, bin) => {
    const [before, now] = [share(reference, bin), share(current, bin)];
    return sum + (now - before) * Math.log(now / before);
  }, 0);
};

/** Pearson's test that two samples have the same shares; 1 where there is one bin. */
const differentShares = ({ reference, current }: BinnedCounts): number => {
  const [rows, now] = [totalOf(reference) + totalOf(current), totalOf(current)];
  let statistic = 0;
  let bins = 0;
  reference.forEach((before, bin) => {
    const together = before + (current[bin] as number);
    if (together === 0) return;
    bins += 1;
    const expected = (together * now) / rows;
    statistic += ((current[bin] as number) - expected) ** 2 / (expected * (1 - now / rows));
  });
  return bins < 2 ? 1 : chiSquareTail(statistic, bins - 1);
};

/** Two-sided, of one sample lying higher than the other. Mann and Whitney 1947, with the variance that ranks have, ties included. */
const shifted = (reference: Float64Array, current: Float64Array): number => {
  const before = reference.filter((value) => !Number.isNaN(value));
  const now = current.filter((value) => !Number.isNaN(value));
  const together = new Float64Array(before.length + now.length);
  together.set(now);
  together.set(before, now.length);
  const ranks = midRanks(together);
  const { variance } = momentsOf(ranks);
  const error = Math.sqrt((variance / now.length) * (1 - now.length / together.length));
  return error > 0
    ? 2 * normalTail(Math.abs(momentsOf(ranks.subarray(0, now.length)).mean - (ranks.length + 1) / 2) / error)
    : 1;
};

/** One p-value of several that may depend on each other. Liu and Xie 2020. */
const combined = (pValues: ReadonlyArray<number>): number => {
  const mean = pValues.reduce((sum, p) => sum + Math.tan((0.5 - p) * Math.PI) / pValues.length, 0);
  return 0.5 - Math.atan(mean) / Math.PI;
};

export type ColumnDrift = {
  /** Population stability index: how far apart the shares of bins are, whether by chance or not. */
  readonly stabilityIndex: number;
  /** The chance of a difference so large where both samples are of one distribution. */
  readonly pValue: number;
};

/**
 * Compares a column's values in two samples: by their shares in bins (also of what is missing), and, of numbers, by rank, which
 * sees small shifts of the whole. NaN is missing. Both samples hold at least one row.
 */
export const columnDrift = (column: FeatureColumn, reference: Float64Array, current: Float64Array): ColumnDrift => {
  const counts = binnedCounts(column, reference, current);
  const ofShares = differentShares(counts);
  return {
    stabilityIndex: stabilityIndex(counts),
    pValue: column.kind === 'category' ? ofShares : combined([ofShares, shifted(reference, current)]),
  };
};
