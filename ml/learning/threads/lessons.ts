import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { type TrajectoryModel, trainTrajectory } from '../../health-trajectory/model.js';
import type { PathModel } from '../../health-trajectory/path-model.js';
import { trainPath } from '../../health-trajectory/train-path.js';
import type { TrajectoryExamples } from '../../health-trajectory/trajectory-examples.js';
import { type AmountIntervals, trainAmountIntervals } from '../amounts/amount-intervals.js';
import { type ExpectedAmounts, trainExpectedAmounts } from '../amounts/expected-amounts.js';
import { answerBoosting, type BoostedTrees } from '../boosting/boosted-trees.js';
import type { BoostingSettings } from '../boosting/settings.js';
import { trainBoosting } from '../boosting/train-boosting.js';
import type { CannotLearn } from '../cannot-learn.js';
import { type Directions, type Examples, takeExamples } from '../examples.js';
import type { Forest } from '../forest/forest.js';
import { type ForestSettings, trainForest } from '../forest/train-forest.js';
import { type Leak, leakProbe } from '../leaks/leak-probe.js';
import { noiseProbe } from '../leaks/noise-probe.js';
import type { AreaUnderCurve } from '../metrics/area-under-curve.js';
import { placesWhere } from '../splits/places.js';
import { ensembleRecipes, rareOutcomeRecipes } from '../stacking/recipes.js';
import { type TrainedEnsemble, trainEnsemble } from '../stacking/train-ensemble.js';
import type { Watch } from '../watch.js';

type AskedExamples = { readonly examples: Examples; readonly seed: number };
type Asked<Settings> = AskedExamples & { readonly settings: Settings };
type AskedTrajectories = { readonly examples: TrajectoryExamples; readonly seed: number };
type AskedFold = Asked<BoostingSettings> & { readonly folds: Int32Array; readonly fold: number };

/** What can be learned in a thread, by the name it is asked for. All that goes in and comes out is plain data. */
export const lessons = {
  boosting: (
    { examples, settings, seed }: Asked<BoostingSettings>,
    watch: Watch,
  ): E.Either<CannotLearn, BoostedTrees> => trainBoosting(examples, settings, seed, watch),

  trajectory: ({ examples, seed }: AskedTrajectories, watch: Watch): E.Either<CannotLearn, TrajectoryModel> =>
    trainTrajectory(examples, seed, watch),

  trajectoryPath: ({ examples, seed }: AskedTrajectories, watch: Watch): E.Either<CannotLearn, PathModel> =>
    trainPath(examples, seed, watch),

  forest: ({ examples, settings, seed }: Asked<ForestSettings>, watch: Watch): E.Either<CannotLearn, Forest> =>
    trainForest(examples, settings, seed, watch),

  ensemble: ({ examples, seed }: AskedExamples, watch: Watch): E.Either<CannotLearn, TrainedEnsemble> =>
    trainEnsemble(examples, ensembleRecipes, seed, watch),

  /** As `ensemble`, for an outcome that comes seldom. */
  rareOutcome: (
    { examples, seed, directions }: AskedExamples & { readonly directions: Directions },
    watch: Watch,
  ): E.Either<CannotLearn, TrainedEnsemble> => trainEnsemble(examples, rareOutcomeRecipes(directions), seed, watch),

  leaks: ({ examples, seed }: AskedExamples): ReadonlyArray<Leak> => leakProbe(examples, seed),

  noise: ({ examples, seed }: AskedExamples): E.Either<CannotLearn, AreaUnderCurve> => noiseProbe(examples, seed),

  expectedAmounts: ({ examples, seed }: AskedExamples): E.Either<CannotLearn, ExpectedAmounts> =>
    trainExpectedAmounts(examples, seed),

  amountIntervals: ({
    examples,
    seed,
    level,
  }: AskedExamples & { readonly level: number }): E.Either<CannotLearn, AmountIntervals> =>
    trainAmountIntervals(examples, level, seed),

  /** Answers for the rows of one fold, by what was learned from those of the others. */
  boostingFold: (
    { examples, settings, seed, folds, fold }: AskedFold,
    watch: Watch,
  ): E.Either<CannotLearn, Float64Array> =>
    pipe(
      trainBoosting(
        takeExamples(
          examples,
          placesWhere(folds, (each) => each !== fold),
        ),
        settings,
        seed,
        watch,
      ),
      E.map((model) =>
        answerBoosting(
          model,
          takeExamples(
            examples,
            placesWhere(folds, (each) => each === fold),
          ).features,
        ),
      ),
    ),
};

export type Lessons = typeof lessons;
export type LessonName = keyof Lessons;
