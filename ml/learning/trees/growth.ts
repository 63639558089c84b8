import type { BinnedRows } from '../binning/binned-rows.js';
import { type CategoryRoom, roomForCategories } from './category-split.js';
import { type ColumnToSplit, type NodeSums, type Penalties, roomForSplit, type Split } from './split.js';
import type { TreesInGrowth } from './trees.js';

export type GrowthLimits = Penalties & { readonly leaves: number; readonly depth: number };

/** A leaf that may be split further: its rows are `order[begin]` to before `order[end]`, its sums by bin in the histogram of that number. */
export type Leaf = NodeSums & {
  begin: number;
  end: number;
  node: number;
  depth: number;
  histogram: number;
  readonly split: Split;
};

/** What trees are grown in, one after another, and the room that each of them uses again. */
export type Growth = {
  readonly trees: TreesInGrowth;
  readonly limits: GrowthLimits;
  readonly leaves: ReadonlyArray<Leaf>;
  readonly histograms: Float64Array;
  readonly order: Int32Array;
  readonly spare: Int32Array;
  readonly goesLeft: Uint8Array;
  readonly categories: CategoryRoom;
};

/** Rows in bins, and the columns of them that a tree may split. */
export type TreeColumns = { readonly binned: BinnedRows; readonly columns: ReadonlyArray<ColumnToSplit> };

export const growthOf = ({ columns, rows, total }: BinnedRows, trees: TreesInGrowth, limits: GrowthLimits): Growth => {
  const bins = columns.reduce((most, { count }) => Math.max(most, count), 1);
  const leaf = (): Leaf => ({
    ...{
      gradient: 0,
      hessian: 0,
      rows: 0,
      low: 0,
      high: 0,
      noise: 0,
      begin: 0,
      end: 0,
      node: 0,
      depth: 0,
      histogram: 0,
    },
    split: roomForSplit(bins),
  });
  return {
    ...{ trees, limits },
    leaves: Array.from({ length: limits.leaves }, leaf),
    histograms: new Float64Array(2 * total * limits.leaves),
    order: new Int32Array(rows),
    spare: new Int32Array(rows),
    goesLeft: new Uint8Array(bins),
    categories: roomForCategories(bins),
  };
};

/**
 * The columns in which rows differ.
 * @param directions of each column of the features: 1 where trees must not fall with it, -1 where they must not rise, else 0
 */
export const columnsToSplit = (
  { columns, firsts, slots, commons, hasMissing }: BinnedRows,
  directions: Int8Array,
): ReadonlyArray<ColumnToSplit> =>
  columns
    .map(({ kind, count }, column) => ({
      ...{ column, count, isCategory: kind === 'category', first: firsts[column] as number },
      common: commons[column] as number,
      hasMissing: hasMissing[column] === 1,
      direction: directions[column] as number,
    }))
    .filter(({ column }) => slots[column] !== -1);
