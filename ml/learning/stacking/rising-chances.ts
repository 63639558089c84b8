import { rising } from '../calibration/rising.js';
import type { Features } from '../examples.js';
import { calibratedPredictions, type Ensemble, ensembleLogOdds } from './ensemble.js';

/** The chance within so many days, with its interval. */
export type HorizonChance = {
  readonly days: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Of each row the chances by horizon, none falling with it.
 * @param horizons the shortest first; the columns of all are those of the features
 */
export const risingChances = (
  horizons: ReadonlyArray<{ readonly days: number; readonly ensemble: Ensemble }>,
  features: Features,
): ReadonlyArray<ReadonlyArray<HorizonChance>> => {
  const told = horizons.map(({ ensemble }) => calibratedPredictions(ensemble, ensembleLogOdds(ensemble, features)));
  return Array.from({ length: features.rows }, (_, row) => {
    const of = (name: 'probabilities' | 'low' | 'high') => rising(told.map((each) => each[name][row] as number));
    const [probabilities, low, high] = [of('probabilities'), of('low'), of('high')];
    return horizons.map(({ days }, h) => ({
      days,
      probability: probabilities[h] as number,
      low: low[h] as number,
      high: high[h] as number,
    }));
  });
};
