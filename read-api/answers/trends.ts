import * as t from 'io-ts';
import { nullable, oneOf } from '../../domain/primitives.js';
import type * as trends from '../../projections/trends/queries.js';
import { Freshness } from './freshness.js';
import { day, integer } from './texts.js';

export const Grain: t.Type<trends.Grain, string, unknown> = oneOf('day', 'week', 'month', 'quarter', 'all');

const TrendPoint: t.Type<trends.TrendPoint> = t.strict(
  { start: day, value: nullable(t.number), count: nullable(integer) },
  'TrendPoint',
);

const TrendSeries = t.strict(
  {
    metric: t.string,
    feature: nullable(t.string),
    part: nullable(t.string),
    grain: Grain,
    points: t.readonlyArray(TrendPoint),
  },
  'TrendSeries',
);

const span = { from: day, to: day, knownAt: nullable(day), series: t.readonlyArray(TrendSeries), freshness: Freshness };

export const Trends = t.strict(span, 'Trends');
export type Trends = t.TypeOf<typeof Trends>;

export const UsagePatterns = t.strict({ timeframe: t.string, grain: Grain, ...span }, 'UsagePatterns');
export type UsagePatterns = t.TypeOf<typeof UsagePatterns>;

export const SeriesAnswer = t.strict({ grain: Grain, ...span }, 'SeriesAnswer');
export type SeriesAnswer = t.TypeOf<typeof SeriesAnswer>;

const days = t.strict({ from: day, to: day }, 'Days');

/** Of one metric, in one part of a split book: what it was before and is now. */
const Comparison = t.strict(
  {
    metric: t.string,
    feature: nullable(t.string),
    part: nullable(t.string),
    before: nullable(t.number),
    value: nullable(t.number),
    /** Null where either is a gap. */
    change: nullable(t.number),
    /** The change as a share of what was before; null where that was nothing. */
    ratio: nullable(t.number),
  },
  'Comparison',
);
export const Comparisons = t.strict(
  {
    from: day,
    to: day,
    knownAt: nullable(day),
    before: days,
    comparisons: t.readonlyArray(Comparison),
    freshness: Freshness,
  },
  'Comparisons',
);
export type Comparisons = t.TypeOf<typeof Comparisons>;

const TrendMetric = t.strict({ metric: t.string, rollup: oneOf('sum', 'mean', 'last') }, 'TrendMetric');
export const TrendMetrics = t.strict({ metrics: t.readonlyArray(TrendMetric), freshness: Freshness }, 'TrendMetrics');
export type TrendMetrics = t.TypeOf<typeof TrendMetrics>;
