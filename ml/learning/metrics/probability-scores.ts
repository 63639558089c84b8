import { isotonicFit } from '../calibration/isotonic-fit.js';
import { withinBounds } from '../logit.js';

const meanOver = (labels: Float64Array, of: (row: number) => number): number => {
  let sum = 0;
  for (let row = 0; row < labels.length; row += 1) sum += of(row);
  return sum / labels.length;
};

/** Mean of minus the logarithm of the probability given to what came, in nats. */
export const logLoss = (probabilities: Float64Array, labels: Float64Array): number =>
  meanOver(labels, (row) => {
    const p = withinBounds(probabilities[row] as number);
    return labels[row] === 1 ? -Math.log(p) : -Math.log1p(-p);
  });

/** Mean square of probability less label. Brier 1950. */
export const brierScore = (probabilities: Float64Array, labels: Float64Array): number =>
  meanOver(labels, (row) => ((probabilities[row] as number) - (labels[row] as number)) ** 2);

export type BrierDecomposition = {
  /** What better calibration alone would gain. */
  readonly miscalibration: number;
  /** What telling rows apart gains over giving all the same probability. */
  readonly discrimination: number;
  /** The score of giving all rows the share of ones. */
  readonly uncertainty: number;
};

/** The Brier score is miscalibration less discrimination plus uncertainty, exactly. Dimitriadis, Gneiting and Jordan 2021. */
export const brierDecomposition = (probabilities: Float64Array, labels: Float64Array): BrierDecomposition => {
  const share = meanOver(labels, (row) => labels[row] as number);
  const recalibrated = brierScore(isotonicFit(probabilities, labels).fitted, labels);
  const uncertainty = share * (1 - share);
  return {
    miscalibration: brierScore(probabilities, labels) - recalibrated,
    discrimination: uncertainty - recalibrated,
    uncertainty,
  };
};
