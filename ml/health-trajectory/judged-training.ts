import * as E from 'fp-ts/lib/Either.js';
import { dayNumber } from '../../domain/health/daily-series.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import { pathSteps } from '../datasets/account-rows.js';
import type { CannotLearn } from '../learning/cannot-learn.js';
import { placesWhere } from '../learning/splits/places.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import type { Comparison, InUse, Training } from '../training/training.js';
import { comparePaths } from './compare-paths.js';
import { evaluationOf, spanOf } from './evaluation-of.js';
import { heldOut, takeTrajectories } from './held-out.js';
import { type JudgedPaths, judgePaths } from './judge-path.js';
import { readTrajectoryModel, writeTrajectoryModel } from './model.js';
import type { PathModel } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS } from './weeks.js';

const MEMBERS = ['boosted changes', 'own forecast', 'conformal intervals'] as ReadonlyArray<string>;

/** Rows that something came of, for a comparison to tell anything. */
const LEAST_ROWS = 30;

/** Of two lessons, as one. */
const halfOf = ({ onProgress, signal }: Followed, half: 0 | 1): Followed => ({
  ...(signal && { signal }),
  onProgress: (done, of) => onProgress?.(done + half * of, 2 * of),
});

/** The rows of which at least the first week has come. */
const withOutcome = (examples: TrajectoryExamples): TrajectoryExamples =>
  takeTrajectories(
    examples,
    placesWhere(Int32Array.from(examples.days.keys()), (row) => !Number.isNaN(examples.path[row * AHEAD_WEEKS])),
  );

/** With the champion on rows of later days than it learned from; with the best of the naive baselines where there is none. */
const compareWith =
  (path: PathModel, judged: TrajectoryExamples, { baseline, gain: best }: JudgedPaths['best']) =>
  (champion: InUse | undefined): Comparison | null => {
    if (champion === undefined) {
      const metric = `mean absolute error, against ${baseline}` as NonEmptyString;
      return { metric, gain: best.value, pValue: best.pValue };
    }
    const since = dayNumber(champion.until);
    const later = takeTrajectories(
      judged,
      placesWhere(judged.days, (day) => day > since),
    );
    const theirs = readTrajectoryModel(champion.bytes);
    if (E.isLeft(theirs) || later.days.length < LEAST_ROWS) return null;
    const compared = comparePaths(path, theirs.right.path, later);
    if (E.isLeft(compared)) return null;
    const { value: gain, pValue } = compared.right;
    return { metric: 'mean absolute error' as NonEmptyString, gain, pValue };
  };

/** Learns from all there is, and judges what is learned in the same way by accounts and days that it has not seen. */
export const trainJudgedTrajectory = async (
  learn: Learning,
  examples: TrajectoryExamples,
  seed: number,
  followed: Followed = {},
): Promise<E.Either<CannotLearn, Training>> => {
  const known = withOutcome(examples);
  const { learned, judged } = heldOut(known, seed);
  const path = await learn('trajectoryPath', { examples: learned, seed }, halfOf(followed, 0));
  if (E.isLeft(path)) return path;
  const found = judgePaths(path.right, judged);
  if (E.isLeft(found)) throw new TypeError('a model is judged by the columns it learned from');
  const { rows, best } = found.right;
  if (rows < LEAST_ROWS) return E.left({ _tag: 'TooFewRows', needed: LEAST_ROWS, given: rows });
  const trained = await learn('trajectory', { examples: known, seed }, halfOf(followed, 1));
  if (E.isLeft(trained)) return trained;
  return E.right({
    bytes: writeTrajectoryModel(trained.right),
    members: MEMBERS as ReadonlyArray<NonEmptyString>,
    settings: {
      'judged in time': 1,
      accounts: new Set(known.groups).size,
      'days told': pathSteps[trained.right.path.of80.above.length - 1] ?? 0,
      'actions with evidence': trained.right.actions.filter(({ score }) => typeof score !== 'string').length,
    },
    span: spanOf(known),
    examples: known.features.rows,
    positives: 0,
    evaluation: evaluationOf(found.right, judged),
    compareWith: compareWith(path.right, judged, best),
  });
};
