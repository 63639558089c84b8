import { gamma, quantileLoss, squared, tweedie } from './amounts.js';
import { logistic } from './logistic.js';
import type { Objective, ObjectiveName } from './objective.js';

export const objectiveOf = (name: ObjectiveName): Objective => {
  switch (name.kind) {
    case 'logistic':
      return logistic;
    case 'squared':
      return squared;
    case 'quantile':
      return quantileLoss(name.level);
    case 'tweedie':
      return tweedie(name.power);
    case 'gamma':
      return gamma;
  }
};
