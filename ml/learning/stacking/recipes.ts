import { type Either, left, map, orElse } from 'fp-ts/lib/Either.js';
import { flow, pipe } from 'fp-ts/lib/function.js';
import type { BoostedTrees } from '../boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../boosting/settings.js';
import { trainBoosting } from '../boosting/train-boosting.js';
import type { CannotLearn } from '../cannot-learn.js';
import type { Directions, Examples } from '../examples.js';
import type { Forest } from '../forest/forest.js';
import { type ForestSettings, forestDefaults, trainForest } from '../forest/train-forest.js';
import type { LinearModel } from '../linear/linear-model.js';
import { trainDirectedLogistic } from '../linear/train-directed-logistic.js';
import { trainLogistic } from '../linear/train-logistic.js';
import { trainSampledForest } from '../sampled-forest/train-sampled-forest.js';
import type { Member } from './member.js';

/** How a member of an ensemble is made: the same of the same examples and seed. */
export type Recipe = {
  readonly name: string;
  readonly train: (examples: Examples, seed: number) => Either<CannotLearn, Member>;
};

const asBoosting = map((model: BoostedTrees): Member => ({ kind: 'boosting', model }));
const asForest = map((model: Forest): Member => ({ kind: 'forest', model }));

export const boostingRecipe = (name: string, settings: Partial<BoostingSettings> = {}): Recipe => ({
  name,
  train: (examples, seed) => asBoosting(trainBoosting(examples, { ...boostingDefaults, ...settings }, seed)),
});

/** Leaves of a fixed share of the rows at least, so that what it takes to explain a row does not grow with them. */
const LEAST_SHARE = 1 / 150;

export const forestRecipe = (name: string, settings: Partial<ForestSettings> = {}): Recipe => ({
  name,
  train: (examples, seed) => {
    const leastRows = Math.max(forestDefaults.leastRows, Math.round(LEAST_SHARE * examples.features.rows));
    return asForest(trainForest(examples, { ...forestDefaults, leastRows, ...settings }, seed));
  },
});

export const sampledForestRecipe: Recipe = { name: 'sampled forest', train: flow(trainSampledForest, asForest) };

const asLinear = map((model: LinearModel): Member => ({ kind: 'linear', model }));

export const logisticRecipe: Recipe = { name: 'logistic regression', train: flow(trainLogistic, asLinear) };

/** Of the columns that have a direction; of all where none of those varies. */
const directedLogisticRecipe = (directions: Directions): Recipe => ({
  name: logisticRecipe.name,
  train: (examples, seed) =>
    pipe(
      trainDirectedLogistic(examples, directions),
      orElse((reason) => (reason._tag === 'NothingVaries' ? trainLogistic(examples, seed) : left(reason))),
      asLinear,
    ),
});

/** Many small trees for what adds up, fewer large ones of parts of rows and columns for what goes together, two forests, and what is linear. */
export const ensembleRecipes: ReadonlyArray<Recipe> = [
  boostingRecipe('small trees'),
  boostingRecipe('large trees', {
    rounds: 200,
    rate: 0.05,
    leaves: 24,
    columnShare: 0.5,
    rowShare: 0.7,
    leastRows: 10,
    l2: 3,
  }),
  forestRecipe('forest', { trees: 60 }),
  sampledForestRecipe,
  logisticRecipe,
];

/** For outcomes that come seldom: trees of one question and of few, held back, so that what a handful of rows have in common counts little. */
export const rareOutcomeRecipes = (directions: Directions): ReadonlyArray<Recipe> => [
  boostingRecipe('stumps', { rounds: 300, leaves: 2, columnShare: 0.3, l2: 10, directions }),
  boostingRecipe('small trees', { rounds: 200, leaves: 4, columnShare: 0.3, l2: 30, directions }),
  forestRecipe('forest', { trees: 60 }),
  directedLogisticRecipe(directions),
];
