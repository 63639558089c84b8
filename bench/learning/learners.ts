import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { answerBoosting } from '../../ml/learning/boosting/boosted-trees.js';
import { type BoostingSettings, boostingDefaults } from '../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../ml/learning/boosting/train-boosting.js';
import { explainTrees } from '../../ml/learning/explain/tree-shap.js';
import { predictForest } from '../../ml/learning/forest/forest.js';
import { forestDefaults, trainForest } from '../../ml/learning/forest/train-forest.js';
import type { Learner } from './learner.js';

const boosting = (name: string, settings: BoostingSettings): Learner => ({
  name,
  train: (examples, seed) =>
    pipe(
      trainBoosting(examples, settings, seed),
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

export const learners: ReadonlyArray<Learner> = [boosting('boosting', boostingDefaults), forest];
