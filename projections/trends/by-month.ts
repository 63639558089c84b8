import type { CalendarDate } from '../../domain/primitives.js';
import type { Grain } from './answers.js';
import { startOf } from './buckets.js';
import { metricOf } from './metrics.js';

/** Days `[from, to)` in spans of a grain. */
export type MetricSpan = { readonly grain: Grain; readonly from: CalendarDate; readonly to: CalendarDate };

/** Whether the sums of months say as much of a metric over the span as those of days. */
export const isMonthly = (metric: string, { grain, from, to }: MetricSpan): boolean => {
  const definition = metricOf(metric);
  const adds = definition.rollup === 'sum' || (definition.rollup === 'mean' && definition.over === 'facts');
  const wholeMonths =
    ['month', 'quarter', 'all'].includes(grain) && from === startOf('month', from) && to === startOf('month', to);
  return adds && wholeMonths;
};
