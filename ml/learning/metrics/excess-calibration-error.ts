import { uniformOf } from '../../statistics/random.js';
import { expectedCalibrationError } from './calibration-error.js';

const DRAWS = 40;

/**
 * The calibration error beyond that which probabilities have that are right: even these are off by chance, the more the fewer rows
 * there are. The chance part is the mean over outcomes drawn from the probabilities (Bröcker and Smith 2007).
 */
export const excessCalibrationError = (probabilities: Float64Array, labels: Float64Array, seed: number): number => {
  const uniform = uniformOf(seed);
  let byChance = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const drawn = probabilities.map((probability) => (uniform() < probability ? 1 : 0));
    byChance += expectedCalibrationError(probabilities, drawn) / DRAWS;
  }
  return Math.max(0, expectedCalibrationError(probabilities, labels) - byChance);
};
