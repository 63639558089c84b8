import {
  type ColumnToSplit,
  gainOfTwo,
  gainWhole,
  leastHessianOf,
  type NodeSums,
  type Penalties,
  type Split,
} from './split.js';

/** Writes, of a histogram that begins at `offset`, the best threshold of a column of numbers over `best`, where it gains more; what is missing is tried on both sides. */
export const splitNumbers = (
  sums: Float64Array,
  offset: number,
  { column, first, count, hasMissing, direction }: ColumnToSplit,
  node: NodeSums,
  penalties: Penalties,
  best: Split,
): void => {
  const least = leastHessianOf(node, penalties);
  const whole = gainWhole(node, penalties);
  for (let missingLeft = 0; missingLeft < (hasMissing ? 2 : 1); missingLeft += 1) {
    let leftGradient = missingLeft === 1 ? (sums[offset + 2 * first] as number) : 0;
    let leftHessian = missingLeft === 1 ? (sums[offset + 2 * first + 1] as number) : 0;
    const end = hasMissing && missingLeft === 0 ? count : count - 1;
    for (let bin = 1, at = offset + 2 * first + 2; bin < end; bin += 1, at += 2) {
      leftGradient += sums[at] as number;
      leftHessian += sums[at + 1] as number;
      if (leftHessian < least) continue;
      const rightHessian = node.hessian - leftHessian;
      if (rightHessian < least) break;
      const gain = gainOfTwo(leftGradient, leftHessian, node, penalties, direction) - whole;
      if (!(gain > best.gain)) continue;
      best.gain = gain;
      best.column = column;
      best.bin = bin;
      best.direction = direction;
      best.isCategory = false;
      best.missingLeft = hasMissing ? missingLeft === 1 : leftHessian > rightHessian;
      best.leftGradient = leftGradient;
      best.leftHessian = leftHessian;
    }
  }
};
