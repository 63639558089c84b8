import { logisticFit } from '../linear/logistic-fit.js';
import { logit } from '../logit.js';

/**
 * Mean distance, weighted by rows, between the mean probability and the share of ones over bins of equal width.
 * Naeini, Cooper and Hauskrecht 2015.
 */
export const expectedCalibrationError = (probabilities: Float64Array, labels: Float64Array, bins = 10): number => {
  const excess = new Float64Array(bins);
  probabilities.forEach((probability, row) => {
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    excess[bin] = (excess[bin] as number) + probability - (labels[row] as number);
  });
  return excess.reduce((sum, each) => sum + Math.abs(each), 0) / labels.length;
};

export type CalibrationLine = {
  /** 0 where probabilities are neither too high nor too low on the whole. */
  readonly intercept: number;
  /** 1 where they are as far apart as they should be; below 1 they are overconfident. */
  readonly slope: number;
};

/** The log-odds of the labels as a line over those that were given; undefined where there is no such line, as with one class only. Cox 1958. */
export const calibrationLine = (probabilities: Float64Array, labels: Float64Array): CalibrationLine | undefined => {
  const curve = logisticFit([probabilities.map(logit)], labels);
  return curve && { intercept: curve[0] as number, slope: curve[1] as number };
};
