import { findSplit, sumLeaf } from './best-split.js';
import type { Growth, Leaf, TreeColumns } from './growth.js';
import { subtractSums } from './histogram.js';
import { partition } from './partition.js';
import { leafValue, noiseOf } from './split.js';
import { binsGoingLeft, writeSplit } from './write-split.js';

const writeNoise = (leaf: Leaf, { order }: Growth, slopes: Float64Array): void => {
  let squares = 0;
  for (let i = leaf.begin; i < leaf.end; i += 1) squares += (slopes[2 * (order[i] as number)] as number) ** 2;
  leaf.noise = noiseOf(leaf.gradient, squares, leaf.hessian, leaf.rows);
};

const startAtRoot = (growth: Growth, rows: number, slopes: Float64Array): Leaf => {
  const { trees, order, leaves } = growth;
  const root = leaves[0] as Leaf;
  root.gradient = 0;
  root.hessian = 0;
  for (let i = 0; i < rows; i += 1) {
    const row = order[i] as number;
    root.gradient += slopes[2 * row] as number;
    root.hessian += slopes[2 * row + 1] as number;
  }
  root.begin = 0;
  root.end = rows;
  root.rows = rows;
  root.low = Number.NEGATIVE_INFINITY;
  root.high = Number.POSITIVE_INFINITY;
  root.depth = 0;
  root.histogram = 0;
  writeNoise(root, growth, slopes);
  root.node = trees.nodes;
  trees.roots.push(trees.nodes);
  trees.nodes += 1;
  return root;
};

/** The leaf whose split gains most; undefined where none has one. */
const mostGaining = (leaves: ReadonlyArray<Leaf>, count: number): Leaf | undefined => {
  let best: Leaf | undefined;
  for (let i = 0; i < count; i += 1) {
    const leaf = leaves[i] as Leaf;
    if (leaf.split.column !== -1 && (best === undefined || leaf.split.gain > best.split.gain)) best = leaf;
  }
  return best;
};

/** Where a direction is asked for, what is below the children keeps to its side of the middle between them. */
const boundChildren = (left: Leaf, right: Leaf, { limits }: Growth, direction: number): void => {
  right.low = left.low;
  right.high = left.high;
  if (direction === 0) return;
  const middle =
    (leafValue(left.gradient, left.hessian, limits, left) + leafValue(right.gradient, right.hessian, limits, right)) /
    2;
  const [below, above] = direction === 1 ? [left, right] : [right, left];
  below.high = middle;
  above.low = middle;
};

/** Makes the leaf its own left child and `right` the other one; false where all rows would go one way. */
const divide = (growth: Growth, { binned }: TreeColumns, leaf: Leaf, right: Leaf): boolean => {
  const { split } = leaf;
  binsGoingLeft(split, growth.goesLeft);
  const middle = partition(binned, growth.order, leaf.begin, leaf.end, split.column, growth.goesLeft, growth.spare);
  if (middle === leaf.begin || middle === leaf.end) return false;
  const node = writeSplit(growth.trees, leaf.node, split, binned);
  growth.trees.counts[leaf.node] = leaf.rows;
  right.begin = middle;
  right.end = leaf.end;
  right.rows = right.end - right.begin;
  right.gradient = leaf.gradient - split.leftGradient;
  right.hessian = leaf.hessian - split.leftHessian;
  right.node = node + 1;
  leaf.end = middle;
  leaf.rows = leaf.end - leaf.begin;
  leaf.gradient = split.leftGradient;
  leaf.hessian = split.leftHessian;
  leaf.node = node;
  leaf.depth += 1;
  right.depth = leaf.depth;
  boundChildren(leaf, right, growth, split.direction);
  return true;
};

/** The smaller child is summed from its rows; the larger is what that leaves of both. */
const sumChildren = (growth: Growth, of: TreeColumns, left: Leaf, right: Leaf, spare: number, slopes: Float64Array) => {
  const { histogram } = left;
  const [smaller, larger] = left.rows < right.rows ? [left, right] : [right, left];
  smaller.histogram = spare;
  larger.histogram = histogram;
  sumLeaf(growth, of, smaller, slopes);
  const length = 2 * of.binned.total;
  subtractSums(growth.histograms, histogram * length, spare * length, length);
};

/**
 * Grows one more tree by splitting whichever leaf gains most, until there are as many as the limit says or none gains (Shi 2007; Ke et al. 2017).
 * @param of the columns it may split
 * @param rows how many of the growth's order it is grown from
 * @param slopes gradient and hessian of row `r` at `2r` and the next place
 * @returns how many of the growth's leaves are the tree's; the caller writes their values
 */
export const growLeafWise = (growth: Growth, of: TreeColumns, rows: number, slopes: Float64Array): number => {
  const { leaves, limits, trees } = growth;
  const root = startAtRoot(growth, rows, slopes);
  if (limits.leaves > 1) {
    sumLeaf(growth, of, root, slopes);
    findSplit(growth, of, root);
  } else root.split.column = -1;
  let count = 1;
  while (count < limits.leaves) {
    const leaf = mostGaining(leaves, count);
    if (leaf === undefined) break;
    const right = leaves[count] as Leaf;
    if (!divide(growth, of, leaf, right)) {
      leaf.split.column = -1;
      continue;
    }
    count += 1;
    leaf.split.column = -1;
    right.split.column = -1;
    if (count === limits.leaves) break;
    writeNoise(leaf, growth, slopes);
    writeNoise(right, growth, slopes);
    sumChildren(growth, of, leaf, right, count - 1, slopes);
    findSplit(growth, of, leaf);
    findSplit(growth, of, right);
  }
  for (let i = 0; i < count; i += 1) trees.counts[(leaves[i] as Leaf).node] = (leaves[i] as Leaf).rows;
  return count;
};
