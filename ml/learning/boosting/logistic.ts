import { type Objective, weightedMean } from './objective.js';

/** Further out, a probability could not be told from 0 or 1. */
const MOST_LOG_ODDS = 36;

const logOdds = (probability: number): number =>
  Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, Math.log(probability / (1 - probability))));

const probabilityOf = (raw: number): number => 1 / (1 + Math.exp(-raw));

/** Log odds of class 1, of labels 0 and 1. */
export const logistic: Objective = {
  allows: (label) => label === 0 || label === 1,
  start: (labels, weights) => logOdds(weightedMean(labels, weights)),
  slopes: (labels, weights, raw, slopes) => {
    for (let row = 0; row < labels.length; row += 1) {
      const probability = 1 / (1 + Math.exp(-(raw[row] as number)));
      const weight = weights[row] as number;
      slopes[2 * row] = weight * (probability - (labels[row] as number));
      slopes[2 * row + 1] = weight * probability * (1 - probability);
    }
  },
  loss: (label, raw) => Math.max(raw, 0) - label * raw + Math.log1p(Math.exp(-Math.abs(raw))),
  answer: probabilityOf,
};
