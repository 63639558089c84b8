import { gainByChance } from './gain-by-chance.js';
import {
  type ColumnToSplit,
  gainOfTwo,
  gainWhole,
  leastHessianOf,
  type NodeSums,
  type Penalties,
  type Split,
} from './split.js';

/** With no more bins than this, one category goes left and the others right. */
const ONE_AGAINST_REST = 4;
/** Categories of fewer rows have no say of their own. */
const SMOOTH = 10;

/** Room to order the bins of a column. */
export type CategoryRoom = { readonly order: Int32Array; readonly ratios: Float64Array };

export const roomForCategories = (bins: number): CategoryRoom => ({
  order: new Int32Array(bins),
  ratios: new Float64Array(bins),
});

const keep = (best: Split, column: number, gain: number, leftGradient: number, leftHessian: number): void => {
  best.gain = gain;
  best.column = column;
  best.direction = 0;
  best.isCategory = true;
  best.leftGradient = leftGradient;
  best.leftHessian = leftHessian;
  best.leftBins.fill(0);
};

const oneAgainstRest = (
  sums: Float64Array,
  offset: number,
  { column, first, count }: ColumnToSplit,
  node: NodeSums,
  penalties: Penalties,
  from: number,
  best: Split,
): void => {
  const least = leastHessianOf(node, penalties);
  const whole = gainWhole(node, penalties);
  for (let bin = from; bin < count; bin += 1) {
    const at = offset + 2 * (first + bin);
    const gradient = sums[at] as number;
    const hessian = sums[at + 1] as number;
    if (hessian < least || node.hessian - hessian < least) continue;
    const gain = gainOfTwo(gradient, hessian, node, penalties, 0) - whole;
    if (!(gain > best.gain)) continue;
    keep(best, column, gain, gradient, hessian);
    best.leftBins[bin] = 1;
  }
};

/** Bins with enough rows in the order of gradient over hessian; how many there are. */
const orderBins = (
  sums: Float64Array,
  offset: number,
  { first, count }: ColumnToSplit,
  rowsPerHessian: number,
  from: number,
  { order, ratios }: CategoryRoom,
): number => {
  let ordered = 0;
  for (let bin = from; bin < count; bin += 1) {
    const at = offset + 2 * (first + bin);
    const hessian = sums[at + 1] as number;
    if (hessian * rowsPerHessian < SMOOTH) continue;
    const ratio = (sums[at] as number) / (hessian + SMOOTH);
    let place = ordered;
    for (; place > 0 && (ratios[place - 1] as number) > ratio; place -= 1) {
      order[place] = order[place - 1] as number;
      ratios[place] = ratios[place - 1] as number;
    }
    order[place] = bin;
    ratios[place] = ratio;
    ordered += 1;
  }
  return ordered;
};

const subsetFromEnds = (
  sums: Float64Array,
  offset: number,
  column: ColumnToSplit,
  node: NodeSums,
  penalties: Penalties,
  from: number,
  room: CategoryRoom,
  best: Split,
): void => {
  const rowsPerHessian = node.rows / node.hessian;
  const ordered = orderBins(sums, offset, column, rowsPerHessian, from, room);
  const least = leastHessianOf(node, penalties);
  const whole = gainWhole(node, penalties);
  const most = Math.min(ordered - 1, (ordered + 1) >> 1);
  for (let turn = 0; turn < 2; turn += 1) {
    let gradient = 0;
    let hessian = 0;
    let roots = 0;
    for (let taken = 0; taken < most; taken += 1) {
      const at = offset + 2 * (column.first + (room.order[turn === 0 ? taken : ordered - 1 - taken] as number));
      gradient += sums[at] as number;
      hessian += sums[at + 1] as number;
      roots += Math.sqrt(sums[at + 1] as number);
      if (hessian < least) continue;
      const rest = node.hessian - hessian;
      if (rest < least) break;
      const chance = node.noise * gainByChance(taken + 1, ordered, roots, hessian, rest);
      const gain = gainOfTwo(gradient, hessian, node, penalties, 0) - whole - chance;
      if (!(gain > best.gain)) continue;
      keep(best, column.column, gain, gradient, hessian);
      for (let i = 0; i <= taken; i += 1) best.leftBins[room.order[turn === 0 ? i : ordered - 1 - i] as number] = 1;
    }
  }
};

/**
 * Writes, of a histogram that begins at `offset`, the best subset of a column's categories over `best`, where it gains more. Many categories are ordered by gradient over hessian and
 * taken from either end, which finds the best subset without the penalties (Fisher 1958). As the order follows the noise of the same rows too, what that alone
 * would gain is taken off. What is missing is one more category.
 */
export const splitCategories = (
  sums: Float64Array,
  offset: number,
  column: ColumnToSplit,
  node: NodeSums,
  penalties: Penalties,
  room: CategoryRoom,
  best: Split,
): void => {
  const before = best.gain;
  const from = column.hasMissing ? 0 : 1;
  if (column.count - from <= ONE_AGAINST_REST) oneAgainstRest(sums, offset, column, node, penalties, from, best);
  else subsetFromEnds(sums, offset, column, node, penalties, from, room, best);
  if (best.gain === before) return;
  if (!column.hasMissing) best.leftBins[0] = best.leftHessian * 2 > node.hessian ? 1 : 0;
  best.missingLeft = best.leftBins[0] === 1;
};
