/** How leaves are weighed, and which splits are allowed. */
export type Penalties = {
  readonly l1: number;
  readonly l2: number;
  readonly leastHessian: number;
  readonly leastRows: number;
};

/** The best split of a node so far, written over by better ones. `bin` is the last that goes left; of categories, `leftBins` are 1 where they do. */
export type Split = {
  gain: number;
  column: number;
  bin: number;
  direction: number;
  isCategory: boolean;
  missingLeft: boolean;
  leftGradient: number;
  leftHessian: number;
  readonly leftBins: Uint8Array;
};

/** What is to be split: sums over its rows, how many there are, between which values its leaves must stay, and the variance of its gradients a hessian. */
export type NodeSums = { gradient: number; hessian: number; rows: number; low: number; high: number; noise: number };

/** The variance of gradients that sum to `gradient`, and their squares to `squares`, a hessian. */
export const noiseOf = (gradient: number, squares: number, hessian: number, rows: number): number =>
  (squares - (gradient * gradient) / rows) / hessian;

/** A column that may be split: in a histogram, the sums of its bin `b` are at `2 * (first + b)` and the next place, gradient before hessian. */
export type ColumnToSplit = {
  readonly column: number;
  readonly isCategory: boolean;
  readonly first: number;
  readonly count: number;
  /** The bin it is in where its slot has the id of another column; -1 of one that has its slot alone. */
  readonly common: number;
  readonly hasMissing: boolean;
  /** 1 where leaves must not fall with the value, -1 where they must not rise, else 0. */
  readonly direction: number;
};

export const roomForSplit = (bins: number): Split => ({
  ...{
    gain: 0,
    column: -1,
    bin: 0,
    direction: 0,
    isCategory: false,
    missingLeft: false,
    leftGradient: 0,
    leftHessian: 0,
  },
  leftBins: new Uint8Array(bins),
});

/** A gradient after the L1 penalty. */
const shrunk = (gradient: number, l1: number): number =>
  gradient > l1 ? gradient - l1 : gradient < -l1 ? gradient + l1 : 0;

/** The best value of a leaf between the bounds of its node. */
export const leafValue = (
  gradient: number,
  hessian: number,
  { l1, l2 }: Pick<Penalties, 'l1' | 'l2'>,
  { low, high }: Pick<NodeSums, 'low' | 'high'>,
): number => {
  const value = -shrunk(gradient, l1) / (hessian + l2);
  return value < low ? low : value > high ? high : value;
};

const gainFree = (gradient: number, hessian: number, { l1, l2 }: Penalties): number => {
  const rest = shrunk(gradient, l1);
  return (rest * rest) / (hessian + l2);
};

const gainWithin = (gradient: number, hessian: number, penalties: Penalties, node: NodeSums): number => {
  const value = leafValue(gradient, hessian, penalties, node);
  return -(2 * shrunk(gradient, penalties.l1) * value + (hessian + penalties.l2) * value * value);
};

/** Twice by how much the loss falls where the node is one leaf. Chen and Guestrin 2016, equation 5. */
export const gainWhole = (node: NodeSums, penalties: Penalties): number =>
  gainWithin(node.gradient, node.hessian, penalties, node);

/** Twice by how much the loss falls where the node is two leaves, the left one with these sums; none where that breaks the direction. */
export const gainOfTwo = (
  leftGradient: number,
  leftHessian: number,
  node: NodeSums,
  penalties: Penalties,
  direction: number,
): number => {
  const gradient = node.gradient - leftGradient;
  const hessian = node.hessian - leftHessian;
  if (direction === 0 && node.low === Number.NEGATIVE_INFINITY && node.high === Number.POSITIVE_INFINITY)
    return gainFree(leftGradient, leftHessian, penalties) + gainFree(gradient, hessian, penalties);
  const rise = leafValue(gradient, hessian, penalties, node) - leafValue(leftGradient, leftHessian, penalties, node);
  if (rise * direction < 0) return Number.NEGATIVE_INFINITY;
  return gainWithin(leftGradient, leftHessian, penalties, node) + gainWithin(gradient, hessian, penalties, node);
};

/** The least hessian of a child, so that it has about the least rows too: they are taken to be spread as the hessians are. */
export const leastHessianOf = ({ hessian, rows }: NodeSums, { leastHessian, leastRows }: Penalties): number =>
  Math.max(leastHessian, ((leastRows - 0.5) * hessian) / rows);
