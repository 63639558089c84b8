import type * as t from 'io-ts';
import { message } from '../event.js';
import { Count, DecimalString, NonEmptyString, nullable, Timestamp } from '../primitives.js';
import { BenchmarkMetric, Period } from './names.js';

/**
 * How others do: quartiles of a metric over a segment of companies in a period. `occurredAt` is when it was published, midnight UTC where
 * only the day is known; what the same source publishes later about the same takes its place.
 */
export const BenchmarkPublished = message('BenchmarkPublished', {
  metric: BenchmarkMetric,
  segment: NonEmptyString,
  period: Period,
  source: NonEmptyString,
  occurredAt: Timestamp,
  p25: nullable(DecimalString),
  p50: DecimalString,
  p75: nullable(DecimalString),
  /** How many companies it was taken from, where that was said. */
  sampleSize: nullable(Count),
});
export type BenchmarkEvent = t.TypeOf<typeof BenchmarkPublished>;
