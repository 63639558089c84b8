import type { Uniform } from '../../statistics/random.js';
import type { BinnedRows } from '../binning/binned-rows.js';
import { type CategoryRoom, roomForCategories, splitCategories } from '../trees/category-split.js';
import { sumColumn, sumCommonBin } from '../trees/histogram.js';
import { splitNumbers } from '../trees/number-split.js';
import { partition } from '../trees/partition.js';
import {
  type ColumnToSplit,
  type NodeSums,
  noiseOf,
  type Penalties,
  roomForSplit,
  type Split,
} from '../trees/split.js';
import type { TreesInGrowth } from '../trees/trees.js';
import { binsGoingLeft, writeSplit } from '../trees/write-split.js';

/** What trees of a forest are grown from, one after another, and the room that each of them uses again. */
export type ForestGrowth = {
  readonly binned: BinnedRows;
  readonly columns: ReadonlyArray<ColumnToSplit>;
  readonly penalties: Penalties;
  /** How many columns a node may choose from, and more where none of them splits it. */
  readonly columnsTried: number;
  readonly order: Int32Array;
  readonly spare: Int32Array;
  /** Columns in an order that is drawn anew, as far as needed, at each node. */
  readonly drawn: Int32Array;
  readonly sums: Float64Array;
  readonly goesLeft: Uint8Array;
  readonly split: Split;
  readonly node: NodeSums;
  readonly categories: CategoryRoom;
};

export const forestGrowthOf = (
  binned: BinnedRows,
  columns: ReadonlyArray<ColumnToSplit>,
  penalties: Penalties,
  columnsTried: number,
): ForestGrowth => {
  const bins = binned.columns.reduce((most, { count }) => Math.max(most, count), 1);
  return {
    ...{ binned, columns, penalties, columnsTried },
    order: new Int32Array(binned.rows),
    spare: new Int32Array(binned.rows),
    drawn: Int32Array.from(columns.keys()),
    sums: new Float64Array(2 * binned.total),
    goesLeft: new Uint8Array(bins),
    split: roomForSplit(bins),
    node: { gradient: 0, hessian: 0, rows: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, noise: 0 },
    categories: roomForCategories(bins),
  };
};

const sumNode = ({ node, order }: ForestGrowth, begin: number, end: number, slopes: Float64Array): void => {
  node.gradient = 0;
  node.hessian = 0;
  let squares = 0;
  for (let i = begin; i < end; i += 1) {
    const row = order[i] as number;
    node.gradient += slopes[2 * row] as number;
    node.hessian += slopes[2 * row + 1] as number;
    squares += (slopes[2 * row] as number) ** 2;
  }
  node.noise = noiseOf(node.gradient, squares, node.hessian, end - begin);
  node.rows = node.hessian;
};

/** Splits that gain no more than this share of what the node itself gained are rounding. */
const ROUNDING = 1e-10;

const splitOfDrawn = (
  growth: ForestGrowth,
  begin: number,
  end: number,
  slopes: Float64Array,
  uniform: Uniform,
): void => {
  const { binned, columns, drawn, columnsTried, sums, node, penalties, split, order, categories } = growth;
  split.column = -1;
  split.gain = Number.MIN_VALUE + (ROUNDING * node.gradient * node.gradient) / node.hessian;
  for (let tried = 0; tried < drawn.length && (tried < columnsTried || split.column === -1); tried += 1) {
    const place = tried + Math.floor(uniform() * (drawn.length - tried));
    const chosen = drawn[place] as number;
    drawn[place] = drawn[tried] as number;
    drawn[tried] = chosen;
    const column = columns[chosen] as ColumnToSplit;
    sumColumn(binned, column, order, begin, end, slopes, sums);
    if (column.common !== -1) sumCommonBin(sums, 0, column, node.gradient, node.hessian);
    if (column.isCategory) splitCategories(sums, 0, column, node, penalties, categories, split);
    else splitNumbers(sums, 0, column, node, penalties, split);
  }
};

/**
 * Grows one more of the trees, all the way down, each node splitting the best of a few drawn columns (Breiman 2001).
 * @param rows how many of the growth's order it is grown from
 * @param slopes of row `r`, its label times its weight, negative, at `2r`, and its weight at the next place
 */
export const growForestTree = (
  trees: TreesInGrowth,
  growth: ForestGrowth,
  rows: number,
  slopes: Float64Array,
  uniform: Uniform,
): void => {
  const { binned, order, spare, goesLeft, penalties, node, split } = growth;

  const growFrom = (at: number, begin: number, end: number): void => {
    sumNode(growth, begin, end, slopes);
    trees.counts[at] = end - begin;
    trees.numbers[at] = -node.gradient / node.hessian;
    if (node.hessian < 2 * penalties.leastHessian) return;
    splitOfDrawn(growth, begin, end, slopes, uniform);
    if (split.column === -1) return;
    binsGoingLeft(split, goesLeft);
    const middle = partition(binned, order, begin, end, split.column, goesLeft, spare);
    if (middle === begin || middle === end) return;
    const left = writeSplit(trees, at, split, binned);
    growFrom(left, begin, middle);
    growFrom(left + 1, middle, end);
  };

  trees.roots.push(trees.nodes);
  trees.nodes += 1;
  growFrom(trees.nodes - 1, 0, rows);
};
