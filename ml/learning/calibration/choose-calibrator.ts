import { logLoss } from '../metrics/probability-scores.js';
import { type Calibrator, calibrated } from './calibrator.js';
import { calibratorFits } from './fit-calibrator.js';

const SIMPLEST_FIRST: ReadonlyArray<Calibrator['kind']> = ['none', 'platt', 'beta', 'isotonic'];

export type ChosenCalibrator = {
  readonly calibrator: Calibrator;
  /** Probabilities of the rows given, each by a calibrator of that kind fitted to the other folds. */
  readonly crossFitted: Float64Array;
  readonly logLoss: number;
};

const crossFitted = (
  kind: Calibrator['kind'],
  logOdds: Float64Array,
  labels: Float64Array,
  folds: Int32Array,
): Float64Array | undefined => {
  const probabilities = new Float64Array(labels.length);
  for (const fold of new Set(folds)) {
    const outside = (_: number, row: number) => folds[row] !== fold;
    const calibrator = calibratorFits[kind](logOdds.filter(outside), labels.filter(outside));
    if (calibrator === undefined) return undefined;
    const all = calibrated(calibrator, logOdds);
    folds.forEach((own, row) => {
      if (own === fold) probabilities[row] = all[row] as number;
    });
  }
  return probabilities;
};

/**
 * The kind of calibrator with the least cross-validated log loss, the simpler of equals, fitted to all rows.
 * @param logOdds of rows that what gave them had not learned from
 * @param labels 0 or 1
 * @param folds of each row, at least two different ones
 */
export const chooseCalibrator = (logOdds: Float64Array, labels: Float64Array, folds: Int32Array): ChosenCalibrator =>
  SIMPLEST_FIRST.reduce<ChosenCalibrator>(
    (best, kind) => {
      const probabilities = crossFitted(kind, logOdds, labels, folds);
      const calibrator = calibratorFits[kind](logOdds, labels);
      if (probabilities === undefined || calibrator === undefined) return best;
      const loss = logLoss(probabilities, labels);
      return loss < best.logLoss ? { calibrator, crossFitted: probabilities, logLoss: loss } : best;
    },
    {
      calibrator: { kind: 'none' },
      crossFitted: calibrated({ kind: 'none' }, logOdds),
      logLoss: Number.POSITIVE_INFINITY,
    },
  );
