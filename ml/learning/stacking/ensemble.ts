import { type Calibrator, calibrated } from '../calibration/calibrator.js';
import { probabilityIntervals, type VennAbers } from '../conformal/venn-abers.js';
import type { FeatureColumn, Features } from '../examples.js';
import { type Member, memberLogOdds } from './member.js';
import { type StackWeights, stackedLogOdds } from './stack-weights.js';

/** Members and what each counts: their weighted log-odds are calibrated to the probability of class 1. */
export type Ensemble = {
  readonly columns: ReadonlyArray<FeatureColumn>;
  readonly members: ReadonlyArray<Member>;
  readonly stack: StackWeights;
  readonly calibrator: Calibrator;
  readonly intervals: VennAbers;
};

/** Before calibration, one a row. The columns must be the ensemble's (`alignFeatures`). */
export const ensembleLogOdds = ({ members, stack }: Ensemble, features: Features): Float64Array =>
  stackedLogOdds(
    stack,
    members.map((member, m) =>
      stack.weights[m] === 0 ? new Float64Array(features.rows) : memberLogOdds(member, features),
    ),
  );

export type ProbabilityPredictions = {
  readonly probabilities: Float64Array;
  /** What the past tells at this score, were the next such row a 0 and a 1 (`vennAbers`), and no further in than the probability. */
  readonly low: Float64Array;
  readonly high: Float64Array;
};

/** Calibrated probabilities of class 1, one a row, from what `ensembleLogOdds` gives. */
export const calibratedPredictions = (
  { calibrator, intervals }: Ensemble,
  logOdds: Float64Array,
): ProbabilityPredictions => {
  const probabilities = calibrated(calibrator, logOdds);
  const { low, high } = probabilityIntervals(intervals, logOdds);
  return {
    probabilities,
    low: low.map((each, row) => Math.min(each, probabilities[row] as number)),
    high: high.map((each, row) => Math.max(each, probabilities[row] as number)),
  };
};
