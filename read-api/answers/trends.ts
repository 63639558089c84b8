import * as t from 'io-ts';
import { nullable, oneOf } from '../../domain/primitives.js';
import type * as trends from '../../projections/trends/queries.js';
import { Freshness } from './freshness.js';
import { day, integer } from './texts.js';

export const Grain: t.Type<trends.Grain, string, unknown> = oneOf('day', 'week', 'month', 'quarter');

const TrendPoint: t.Type<trends.TrendPoint> = t.strict(
  { start: day, value: nullable(t.number), count: nullable(integer) },
  'TrendPoint',
);

const TrendSeries = t.strict(
  { metric: t.string, feature: nullable(t.string), grain: Grain, points: t.readonlyArray(TrendPoint) },
  'TrendSeries',
);

const span = { from: day, to: day, series: t.readonlyArray(TrendSeries), freshness: Freshness };

export const Trends = t.strict(span, 'Trends');
export type Trends = t.TypeOf<typeof Trends>;

export const UsagePatterns = t.strict({ timeframe: t.string, grain: Grain, ...span }, 'UsagePatterns');
export type UsagePatterns = t.TypeOf<typeof UsagePatterns>;

const TrendMetric = t.strict({ metric: t.string, rollup: oneOf('sum', 'mean', 'last') }, 'TrendMetric');
export const TrendMetrics = t.strict({ metrics: t.readonlyArray(TrendMetric), freshness: Freshness }, 'TrendMetrics');
export type TrendMetrics = t.TypeOf<typeof TrendMetrics>;
