import { normalQuantile } from '../../statistics/normal.js';

/** How far below zero the lowest share of standard normal draws are on average. */
const meanDepth = (share: number): number => {
  const z = normalQuantile(share);
  return Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * share);
};

/**
 * What a split that puts the `taken` categories of least gradient over hessian on its left gains on average where none of them differ, and only noise
 * orders them; times the variance of gradients a hessian.
 * @param leftRoots sum of the roots of the left categories' hessians, which is how their gradients spread
 */
export const gainByChance = (
  taken: number,
  all: number,
  leftRoots: number,
  leftHessian: number,
  rightHessian: number,
): number => {
  const gradient = leftRoots * meanDepth(taken / all);
  return gradient * gradient * (1 / leftHessian + 1 / rightHessian);
};
