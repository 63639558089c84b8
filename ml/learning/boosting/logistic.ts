import { logit, sigmoid } from '../logit.js';
import { type Objective, weightedMean } from './objective.js';

/** Log odds of class 1, of labels 0 and 1. */
export const logistic: Objective = {
  allows: (label) => label === 0 || label === 1,
  start: (labels, weights) => logit(weightedMean(labels, weights)),
  slopes: (labels, weights, raw, slopes) => {
    for (let row = 0; row < labels.length; row += 1) {
      const probability = sigmoid(raw[row] as number);
      const weight = weights[row] as number;
      slopes[2 * row] = weight * (probability - (labels[row] as number));
      slopes[2 * row + 1] = weight * probability * (1 - probability);
    }
  },
  loss: (label, raw) => Math.max(raw, 0) - label * raw + Math.log1p(Math.exp(-Math.abs(raw))),
  answer: sigmoid,
};
