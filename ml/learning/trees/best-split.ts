import { splitCategories } from './category-split.js';
import type { Growth, Leaf, TreeColumns } from './growth.js';
import { sumByBin, sumCommonBin } from './histogram.js';
import { splitNumbers } from './number-split.js';

/** Splits that gain no more than this share of what the leaf itself gained are rounding. */
const ROUNDING = 1e-10;

/** Fills the leaf's histogram from its rows. */
export const sumLeaf = (
  { histograms, order }: Growth,
  { binned, columns }: TreeColumns,
  leaf: Leaf,
  slopes: Float64Array,
): void => {
  const offset = 2 * leaf.histogram * binned.total;
  sumByBin(binned, order, leaf.begin, leaf.end, slopes, histograms, offset);
  for (const column of columns)
    if (column.common !== -1) sumCommonBin(histograms, offset, column, leaf.gradient, leaf.hessian);
};

/** Writes the best split of a leaf, by its histogram, into the leaf; that of column -1 where there is none. */
export const findSplit = (
  { histograms, limits, categories }: Growth,
  { binned, columns }: TreeColumns,
  leaf: Leaf,
): void => {
  const { split, gradient, hessian } = leaf;
  split.column = -1;
  split.gain = Number.MIN_VALUE + (ROUNDING * gradient * gradient) / (hessian + limits.l2);
  if (leaf.rows < 2 * limits.leastRows || leaf.depth >= limits.depth) return;
  const offset = 2 * leaf.histogram * binned.total;
  for (const column of columns)
    if (column.isCategory) splitCategories(histograms, offset, column, leaf, limits, categories, split);
    else splitNumbers(histograms, offset, column, leaf, limits, split);
};
