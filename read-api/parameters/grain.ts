import type { Grain } from '../../projections/trends/queries.js';
import { daysIn, type Span } from './span.js';

/** Of series to be reckoned with: one value a step. */
export type AnalysedGrain = Exclude<Grain, 'all'>;

/** Fine enough to see something, coarse enough to be looked at. */
export const fittingGrain = (span: Span): Grain => {
  const days = daysIn(span);
  if (days <= 31) return 'day';
  return days <= 190 ? 'week' : 'month';
};
