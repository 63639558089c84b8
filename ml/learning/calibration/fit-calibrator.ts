import { logisticFit } from '../linear/logistic-fit.js';
import { type Calibrator, logOfOne } from './calibrator.js';
import { isotonicFit } from './isotonic-fit.js';

/** Undefined where probabilities would fall as log-odds rise, and of one class only. */
type Fit = (logOdds: Float64Array, labels: Float64Array) => Calibrator | undefined;

/** Labels are moved towards each other as by one row more of either class, so that separated classes have an end. */
const fitPlatt: Fit = (logOdds, labels) => {
  const ones = labels.reduce((sum, label) => sum + label, 0);
  const targets = labels.map((label) => (label === 1 ? (ones + 1) / (ones + 2) : 1 / (labels.length - ones + 2)));
  const line = logisticFit([logOdds], targets);
  if (line === undefined) return undefined;
  const [intercept = 0, slope = 0] = line;
  return slope > 0 ? { kind: 'platt', intercept, slope } : undefined;
};

const fitBeta: Fit = (logOdds, labels) => {
  const ofOne = logOdds.map(logOfOne);
  const ofNone = logOdds.map((each) => -logOfOne(-each));
  const both = logisticFit([ofOne, ofNone], labels);
  if (both === undefined) return undefined;
  const [intercept = 0, one = 0, none = 0] = both;
  if (one >= 0 && none >= 0) return { kind: 'beta', intercept, ofOne: one, ofNone: none };
  const single = logisticFit([one < 0 ? ofNone : ofOne], labels);
  if (single === undefined) return undefined;
  const [start = 0, slope = 0] = single;
  if (slope < 0) return undefined;
  return { kind: 'beta', intercept: start, ofOne: one < 0 ? 0 : slope, ofNone: one < 0 ? slope : 0 };
};

/** No probability is nearer to 0 or 1 than so many rows can tell. */
const fitIsotonic: Fit = (logOdds, labels) => {
  const { from, to, levels } = isotonicFit(logOdds, labels);
  const nearest = 1 / (labels.length + 2);
  const at: Array<number> = [];
  const probabilities: Array<number> = [];
  levels.forEach((level, i) => {
    const bounded = Math.min(1 - nearest, Math.max(nearest, level));
    for (const place of new Set([from[i] as number, to[i] as number])) {
      at.push(place);
      probabilities.push(bounded);
    }
  });
  return { kind: 'isotonic', at: Float64Array.from(at), probabilities: Float64Array.from(probabilities) };
};

/**
 * Calibrators are fitted to log-odds of rows that what gave them had not learned from.
 * Platt 1999; Kull, Silva Filho and Flach 2017; Zadrozny and Elkan 2002.
 */
export const calibratorFits: Readonly<Record<Calibrator['kind'], Fit>> = {
  none: () => ({ kind: 'none' }),
  platt: fitPlatt,
  beta: fitBeta,
  isotonic: fitIsotonic,
};
