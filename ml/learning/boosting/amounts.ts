import { type Objective, weightedMean, weightedQuantile } from './objective.js';

/** Larger labels would leave the range of numbers when squared and summed. */
const LARGEST = 1e100;
/** Logarithms of amounts stay within; what they are raised to is within the range of numbers. */
const MOST_LOGARITHM = 300;

const asAmount = (raw: number): number => Math.exp(Math.max(-MOST_LOGARITHM, Math.min(MOST_LOGARITHM, raw)));

const logarithmOfMean = (labels: Float64Array, weights: Float64Array): number =>
  Math.max(-MOST_LOGARITHM, Math.log(weightedMean(labels, weights)));

/** The mean. */
export const squared: Objective = {
  allows: (label) => Math.abs(label) <= LARGEST,
  start: weightedMean,
  slopes: (labels, weights, raw, slopes) => {
    for (let row = 0; row < labels.length; row += 1) {
      slopes[2 * row] = (weights[row] as number) * ((raw[row] as number) - (labels[row] as number));
      slopes[2 * row + 1] = weights[row] as number;
    }
  },
  loss: (label, raw) => (raw - label) * (raw - label),
  answer: (raw) => raw,
};

/** The value that a share `level` of the labels does not exceed. Leaves are that quantile of what is left in them. */
export const quantileLoss = (level: number): Objective => ({
  allows: squared.allows,
  start: (labels, weights) => weightedQuantile(labels, weights, level),
  slopes: (labels, weights, raw, slopes) => {
    for (let row = 0; row < labels.length; row += 1) {
      const weight = weights[row] as number;
      slopes[2 * row] = weight * ((labels[row] as number) > (raw[row] as number) ? -level : 1 - level);
      slopes[2 * row + 1] = weight;
    }
  },
  loss: (label, raw) => (label - raw) * (label > raw ? level : level - 1),
  answer: (raw) => raw,
  leaf: (residuals, weights) => weightedQuantile(residuals, weights, level),
});

/** The logarithm of the mean of amounts of which many may be zero: a compound of counts and sizes, its variance the mean to the `power` (Jørgensen 1987). */
export const tweedie = (power: number): Objective => ({
  allows: (label) => label >= 0 && label <= LARGEST,
  start: logarithmOfMean,
  slopes: (labels, weights, raw, slopes) => {
    for (let row = 0; row < labels.length; row += 1) {
      const weight = weights[row] as number;
      const one = (labels[row] as number) * asAmount((1 - power) * (raw[row] as number));
      const two = asAmount((2 - power) * (raw[row] as number));
      slopes[2 * row] = weight * (two - one);
      slopes[2 * row + 1] = weight * ((2 - power) * two - (1 - power) * one);
    }
  },
  loss: (label, raw) => asAmount((2 - power) * raw) / (2 - power) - (label * asAmount((1 - power) * raw)) / (1 - power),
  answer: asAmount,
});

/** The logarithm of the mean of amounts above zero, whose deviation grows as they do. */
export const gamma: Objective = {
  allows: (label) => label > 0 && label <= LARGEST,
  start: logarithmOfMean,
  slopes: (labels, weights, raw, slopes) => {
    for (let row = 0; row < labels.length; row += 1) {
      const weight = weights[row] as number;
      const share = (labels[row] as number) * asAmount(-(raw[row] as number));
      slopes[2 * row] = weight * (1 - share);
      slopes[2 * row + 1] = weight * share;
    }
  },
  loss: (label, raw) => raw + label * asAmount(-raw),
  answer: asAmount,
};
