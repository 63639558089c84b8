import type { SeriesRefused } from '../../application/ports/series-analysis.js';
import type { DecompositionRefusal } from '../timeseries/decomposition/refusal.js';
import type { ForecastRefusal } from '../timeseries/forecast/refusal.js';

const reasonOf = (refusal: DecompositionRefusal | ForecastRefusal): string => {
  switch (refusal._tag) {
    case 'TooShort':
      return `it has ${refusal.given} steps, and ${refusal.needed} are needed`;
    case 'TooFewValues':
      return `it has ${refusal.given} values, and ${refusal.needed} are needed`;
    case 'OutOfRange':
      return `the value at step ${refusal.at} is too large to be reckoned with`;
    case 'BadPeriod':
      return `${refusal.period} is no period of whole steps, or was asked for twice`;
    case 'BadWindow':
      return `${refusal.window} is no window of whole steps`;
    case 'BadHorizon':
      return `${refusal.horizon} steps cannot be forecast`;
  }
};

export const inWords = (refusal: DecompositionRefusal | ForecastRefusal): SeriesRefused => ({
  _tag: 'SeriesRefused',
  reason: reasonOf(refusal),
});
