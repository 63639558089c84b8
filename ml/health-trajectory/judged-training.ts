import * as E from 'fp-ts/lib/Either.js';
import type { Evaluation } from '../../domain/prediction-model/events.js';
import type { ModelVersion } from '../../domain/prediction-model/names.js';
import type { Trained } from '../../domain/prediction-model/state.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { CannotLearn, OtherColumns } from '../learning/cannot-learn.js';
import type { Estimate } from '../learning/effects/clustered-mean.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import { comparePaths } from './compare-paths.js';
import { evaluationOf, spanOf } from './evaluation-of.js';
import { heldOut } from './held-out.js';
import { type JudgedPaths, judgePaths } from './judge-path.js';
import { type TrajectoryModel, writeTrajectoryModel } from './model.js';
import type { PathModel } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';

/** What a training came to. The evaluation is of a path learned in the same way from other accounts, earlier. */
export type TrajectoryTraining = Pick<Trained, 'members' | 'settings' | 'span' | 'examples' | 'positives'> & {
  /** The model's file: the same of the same examples and seed. */
  readonly bytes: Uint8Array;
  readonly model: TrajectoryModel;
  readonly evaluation: Omit<Evaluation, 'comparison'>;
  readonly judged: {
    readonly by: PathModel;
    readonly examples: TrajectoryExamples;
    readonly best: JudgedPaths['best'];
  };
};

const MEMBERS = ['boosted changes', 'own forecast', 'conformal intervals'] as ReadonlyArray<string>;

/** Of two lessons, as one. */
const halfOf = ({ onProgress, signal }: Followed, half: 0 | 1): Followed => ({
  ...(signal && { signal }),
  onProgress: (done, of) => onProgress?.(done + half * of, 2 * of),
});

/** Learns from all there is, and judges what is learned in the same way by accounts and days that it has not seen. */
export const trainJudgedTrajectory = async (
  learn: Learning,
  examples: TrajectoryExamples,
  seed: number,
  followed: Followed = {},
): Promise<E.Either<CannotLearn | OtherColumns, TrajectoryTraining>> => {
  const { learned, judged } = heldOut(examples, seed);
  const path = await learn('trajectoryPath', { examples: learned, seed }, halfOf(followed, 0));
  if (E.isLeft(path)) return path;
  const found = judgePaths(path.right, judged);
  if (E.isLeft(found)) return found;
  if (found.right.rows === 0) return E.left({ _tag: 'TooFewRows', needed: 1, given: 0 });
  const trained = await learn('trajectory', { examples, seed }, halfOf(followed, 1));
  if (E.isLeft(trained)) return trained;
  return E.right({
    bytes: writeTrajectoryModel(trained.right),
    model: trained.right,
    members: MEMBERS as ReadonlyArray<NonEmptyString>,
    settings: { horizons: trained.right.path.knots.length, accounts: new Set(examples.groups).size },
    span: spanOf(examples),
    examples: examples.features.rows,
    positives: 0,
    evaluation: evaluationOf(found.right, judged),
    judged: { by: path.right, examples: judged, best: found.right.best },
  });
};

const said = (withVersion: ModelVersion | null, { value, pValue }: Estimate): Evaluation['comparison'] => ({
  ...{ with: withVersion, metric: 'mean absolute error' as NonEmptyString, gain: value, pValue },
});

/**
 * How a training compares on the rows that judge it, with the champion, which may have seen them and so is not wronged, or with the best of
 * the naive baselines where there is none.
 */
export const comparisonOf = (
  { judged }: Pick<TrajectoryTraining, 'judged'>,
  champion: { readonly version: ModelVersion; readonly path: PathModel } | undefined,
): E.Either<OtherColumns, Evaluation['comparison']> =>
  champion === undefined
    ? E.right(said(null, judged.best.gain))
    : E.map((gain: Estimate) => said(champion.version, gain))(comparePaths(judged.by, champion.path, judged.examples));
