import * as E from 'fp-ts/lib/Either.js';
import type { Examples } from '../../ml/learning/examples.js';
import { sigmoid } from '../../ml/learning/logit.js';
import type { Ensemble } from '../../ml/learning/stacking/ensemble.js';
import { boostingRecipe, logisticRecipe } from '../../ml/learning/stacking/recipes.js';
import { trainEnsemble } from '../../ml/learning/stacking/train-ensemble.js';
import { drawnExamples, numbers } from './learning/made-up-examples.js';

export const learned = <Model>(result: E.Either<unknown, Model>): Model => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const recipes = [boostingRecipe('boosting', { rounds: 30, rate: 0.1 }), logisticRecipe];

/** Examples of `unhealthy` and `unused`, whose label is likelier the more of either and the higher `level`. */
export const riskExamples = (seed: number, level: number, rows = 400): Examples =>
  drawnExamples(seed, rows, numbers('unhealthy', 'unused'), ([unhealthy = 0, unused = 0], uniform) =>
    uniform() < sigmoid(2 * unhealthy + unused + level) ? 1 : 0,
  );

export const riskEnsemble = (seed: number, level: number): Ensemble =>
  learned(trainEnsemble(riskExamples(seed, level), recipes, seed)).ensemble;
