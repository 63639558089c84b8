import type { FeatureColumn, Features } from '../examples.js';
import { addLeaves } from '../trees/descend.js';
import type { Trees } from '../trees/trees.js';
import type { ObjectiveName } from './objective.js';
import { objectiveOf } from './objective-of.js';

/** A sum of trees, in the raw units of the objective: log odds of a class, the logarithm of an amount, or the value itself. */
export type BoostedTrees = {
  readonly columns: ReadonlyArray<FeatureColumn>;
  readonly objective: ObjectiveName;
  readonly start: number;
  readonly trees: Trees;
};

/** Raw predictions, one a row, of features whose columns are the model's (`alignFeatures`). */
export const predictBoosting = ({ columns, start, trees }: BoostedTrees, { rows, values }: Features): Float64Array => {
  const raw = new Float64Array(rows).fill(start);
  addLeaves(trees, values, columns.length, raw);
  return raw;
};

/** Predictions in the units of the labels: probabilities of class 1, amounts. */
export const answerBoosting = (model: BoostedTrees, features: Features): Float64Array =>
  predictBoosting(model, features).map(objectiveOf(model.objective).answer);
