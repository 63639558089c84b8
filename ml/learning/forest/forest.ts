import type { FeatureColumn, Features } from '../examples.js';
import { addLeaves } from '../trees/descend.js';
import type { Trees } from '../trees/trees.js';

/** Trees whose leaves hold means of labels, each grown from rows drawn with replacement. */
export type Forest = { readonly columns: ReadonlyArray<FeatureColumn>; readonly trees: Trees };

/** The mean of the trees' leaves, one a row: of classes, the probability of class 1. The columns must be the forest's (`alignFeatures`). */
export const predictForest = ({ columns, trees }: Forest, { rows, values }: Features): Float64Array => {
  const sums = new Float64Array(rows);
  addLeaves(trees, values, columns.length, sums);
  return sums.map((sum) => sum / trees.roots.length);
};
