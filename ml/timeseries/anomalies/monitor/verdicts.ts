import type { AnomalyKind } from '../../../../domain/anomaly/names.js';
import { neighbourCorrelation } from '../../../statistics/neighbour-correlation.js';
import { studentTail } from '../../../statistics/student.js';
import { inflationOf } from '../../change-points/noise.js';
import type { RemainderTail } from '../remainder-tail.js';
import { deviationOfMeans, meanOf } from '../window-means.js';

/** What speaks for one kind of anomaly: its p-value, over how many values up to now it shows, and of a change of scatter how many times as large it is. */
export type Verdict = {
  readonly kind: AnomalyKind;
  readonly pValue: number;
  readonly length: number;
  readonly scatter?: number;
};

const SHORT = 7;
export const LONG = 28;
/** History in windows, before a window is compared with it. */
const WINDOWS_AT_LEAST = 3;
const CORRELATION_AT_MOST = 0.5;

const twoSided = (t: number, freedom: number): number =>
  Number.isNaN(t) ? 1 : Math.min(1, 2 * studentTail(Math.abs(t), freedom));

/** Of the mean of the latest values, beside means of as many past ones. */
const meanVerdict = (kind: AnomalyKind, past: Float64Array, latest: Float64Array, length: number): Verdict => {
  const before = past.subarray(0, Math.max(0, past.length - length + 1));
  if (latest.length < length || before.length < WINDOWS_AT_LEAST * length) return { kind, pValue: 1, length };
  const deviation = deviationOfMeans(before, length);
  const freedom = Math.max(3, before.length / length);
  return { kind, pValue: twoSided(meanOf(latest.subarray(-length)) / deviation, freedom), length };
};

/** Where hardly anything but one value is seen: how probable so many others among the latest are. */
const movesVerdict = (past: Float64Array, latest: Float64Array, length: number): Verdict => {
  const kind = 'level-shift';
  if (latest.length < length) return { kind, pValue: 1, length };
  const moves = (errors: Float64Array) => errors.filter((error) => error !== 0).length;
  const moved = moves(latest.subarray(-length));
  const share = (moves(past) + 1) / (past.length + 2);
  return { kind, pValue: moved <= length / 2 ? 1 : Math.min(1, 2 ** length * share ** moved), length };
};

const scatterVerdict = (past: Float64Array, latest: Float64Array): Verdict => {
  const kind = 'variance-change';
  const before = past.subarray(0, Math.max(0, past.length - LONG + 1)).map(Math.abs);
  if (latest.length < LONG || before.length < WINDOWS_AT_LEAST * LONG) return { kind, pValue: 1, length: LONG };
  const now = latest.subarray(-LONG).map(Math.abs);
  const mean = meanOf(before);
  const variation = Math.sqrt(
    meanOf(before.map((size) => (size / mean - 1) ** 2)) *
      inflationOf(neighbourCorrelation(before, CORRELATION_AT_MOST)),
  );
  const error = variation * Math.sqrt(1 / LONG + 1 / before.length);
  const scatter = meanOf(now) / mean;
  return { kind, pValue: twoSided(Math.log(scatter) / error, LONG), length: LONG, scatter };
};

/**
 * Of errors before today (`past`) and those since the level was last set (`latest`, today's with them), one verdict a kind.
 * All but that of today's value itself take errors as no larger than `bound`; a bound of 0 says that most are the same.
 */
export const verdictsOf = (
  past: Float64Array,
  latest: Float64Array,
  tail: RemainderTail,
  bound: number,
): ReadonlyArray<Verdict> => {
  const point: Verdict = { kind: 'point', pValue: tail.pOf(Math.abs(latest.at(-1) ?? 0)), length: 1 };
  if (bound === 0) return [point, movesVerdict(past, latest, SHORT)];
  const bounded = (error: number) => Math.max(-bound, Math.min(bound, error));
  const [before, now] = [past.map(bounded), latest.map(bounded)];
  const surprise = (error: number) => -Math.log(tail.pOf(Math.abs(error)));
  const surprises = before.map(surprise);
  const usual = meanOf(surprises);
  const beyond = (values: Float64Array) => values.map((value) => value - usual);
  return [
    point,
    meanVerdict('level-shift', before, now, SHORT),
    meanVerdict('trend-change', before, now, LONG),
    meanVerdict('collective', beyond(surprises), beyond(now.map(surprise)), SHORT),
    scatterVerdict(before, now),
  ];
};
