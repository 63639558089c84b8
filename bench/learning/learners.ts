import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { answerBoosting } from '../../ml/learning/boosting/boosted-trees.js';
import { chooseSettings } from '../../ml/learning/boosting/choose-settings.js';
import { type BoostingSettings, boostingDefaults } from '../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../ml/learning/boosting/train-boosting.js';
import type { CannotLearn } from '../../ml/learning/cannot-learn.js';
import type { Examples } from '../../ml/learning/examples.js';
import { explainTrees } from '../../ml/learning/explain/tree-shap.js';
import { predictForest } from '../../ml/learning/forest/forest.js';
import { forestDefaults, trainForest } from '../../ml/learning/forest/train-forest.js';
import { predictLinear } from '../../ml/learning/linear/linear-model.js';
import { trainLogistic } from '../../ml/learning/linear/train-logistic.js';
import { sigmoid } from '../../ml/learning/logit.js';
import { calibratedPredictions, ensembleLogOdds } from '../../ml/learning/stacking/ensemble.js';
import { explainEnsemble } from '../../ml/learning/stacking/explain-ensemble.js';
import { ensembleRecipes } from '../../ml/learning/stacking/recipes.js';
import { trainEnsemble } from '../../ml/learning/stacking/train-ensemble.js';
import type { Learner } from './learner.js';

/** Small trees or larger ones. */
const candidates = [8, 16].map((leaves) => ({ ...boostingDefaults, leaves }));

type SettingsOf = (examples: Examples, seed: number) => E.Either<CannotLearn, BoostingSettings>;

const boosting = (name: string, settingsOf: SettingsOf): Learner => ({
  name,
  train: (examples, seed) =>
    pipe(
      settingsOf(examples, seed),
      E.chain((settings) => trainBoosting(examples, settings, seed)),
      E.map((model) => {
        const explainer = explainTrees(model.trees);
        const contributions = new Float64Array(model.columns.length);
        return {
          predict: (features) => answerBoosting(model, features),
          explain: (values, row) => explainer.explain(values, row, contributions),
        };
      }),
    ),
});

const forest: Learner = {
  name: `forest, ${forestDefaults.trees} trees`,
  train: (examples, seed) =>
    pipe(
      trainForest(examples, forestDefaults, seed),
      E.map((model) => ({ predict: (features) => predictForest(model, features) })),
    ),
};

const logisticRegression: Learner = {
  name: 'logistic regression',
  train: (examples, seed) =>
    pipe(
      trainLogistic(examples, seed),
      E.map((model) => ({ predict: (features) => predictLinear(model, features).map(sigmoid) })),
    ),
};

const ensemble: Learner = {
  name: `ensemble of ${ensembleRecipes.length}`,
  train: (examples, seed) =>
    pipe(
      trainEnsemble(examples, ensembleRecipes, seed),
      E.map(({ ensemble: trained }) => {
        const { columns } = trained;
        const explainer = explainEnsemble(trained);
        return {
          predict: (features) => calibratedPredictions(trained, ensembleLogOdds(trained, features)).probabilities,
          explain: (values, row) => {
            explainer.contributions({ columns, rows: 1, values: values.subarray(row, row + columns.length) });
          },
        };
      }),
    ),
};

export const learners: ReadonlyArray<Learner> = [
  boosting('boosting', () => E.right(boostingDefaults)),
  boosting('boosting, leaves and rounds chosen', (examples, seed) => chooseSettings(examples, candidates, seed)),
  forest,
  logisticRegression,
  ensemble,
];
