import type { AnomalyKind } from '../../../../domain/anomaly/names.js';
import { neighbourCorrelation } from '../../../statistics/neighbour-correlation.js';
import { studentTail } from '../../../statistics/student.js';
import { inflationOf } from '../../change-points/noise.js';
import type { RemainderTail } from '../remainder-tail.js';
import { deviationOfMeans, meanOf, meanSquareOf } from '../window-means.js';

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
/** Surprises that are usual are 1 on average; a window of less than this is nothing to look into. */
const SURPRISING = 1.5;
/** Nor is a scatter that changed by less than this factor. */
const SCATTERED = 1.4;

const twoSided = (t: number, freedom: number): number =>
  Number.isNaN(t) ? 1 : Math.min(1, 2 * studentTail(Math.abs(t), freedom));

/** Of the mean of the latest values, beside means of as many past ones. Where it is not below `level` even if those were independent, 1. */
const meanVerdict = (
  kind: AnomalyKind,
  past: Float64Array,
  latest: Float64Array,
  length: number,
  level: number,
): Verdict => {
  const before = past.subarray(0, Math.max(0, past.length - length + 1));
  if (latest.length < length || before.length < WINDOWS_AT_LEAST * length) return { kind, pValue: 1, length };
  const freedom = Math.max(3, before.length / length);
  const mean = meanOf(latest.subarray(-length));
  const atBest = twoSided(mean / Math.sqrt(meanSquareOf(before) / length), freedom);
  if (atBest >= level) return { kind, pValue: 1, length };
  return { kind, pValue: twoSided(mean / deviationOfMeans(before, length), freedom), length };
};

const movesIn = (errors: Float64Array): number => {
  let moves = 0;
  for (let i = 0; i < errors.length; i += 1) if (errors[i] !== 0) moves += 1;
  return moves;
};

/** Where hardly anything but one value is seen: how probable so many others among the latest are. */
const movesVerdict = (past: Float64Array, latest: Float64Array, length: number): Verdict => {
  const kind = 'level-shift';
  if (latest.length < length) return { kind, pValue: 1, length };
  const moved = movesIn(latest.subarray(-length));
  const share = (movesIn(past) + 1) / (past.length + 2);
  return { kind, pValue: moved <= length / 2 ? 1 : Math.min(1, 2 ** length * share ** moved), length };
};

const meanSizeOf = (errors: Float64Array, from: number, until: number): number => {
  let sum = 0;
  for (let i = from; i < until; i += 1) sum += Math.abs(errors[i] as number);
  return sum / (until - from);
};

const scatterVerdict = (past: Float64Array, latest: Float64Array): Verdict => {
  const kind = 'variance-change';
  const count = past.length - LONG + 1;
  if (latest.length < LONG || count < WINDOWS_AT_LEAST * LONG) return { kind, pValue: 1, length: LONG };
  const mean = meanSizeOf(past, 0, count);
  const scatter = meanSizeOf(latest, latest.length - LONG, latest.length) / mean;
  if (scatter < SCATTERED && scatter * SCATTERED > 1) return { kind, pValue: 1, length: LONG, scatter };
  const before = past.subarray(0, count).map(Math.abs);
  const variation = Math.sqrt(
    meanOf(before.map((size) => (size / mean - 1) ** 2)) *
      inflationOf(neighbourCorrelation(before, CORRELATION_AT_MOST)),
  );
  const error = variation * Math.sqrt(1 / LONG + 1 / before.length);
  return { kind, pValue: twoSided(Math.log(scatter) / error, LONG), length: LONG, scatter };
};

/** Of values of which each may pass, but not all of them together: how surprising each is, beside how surprising they usually are. */
const surpriseVerdict = (past: Float64Array, latest: Float64Array, tail: RemainderTail, level: number): Verdict => {
  const surprise = (error: number) => -Math.log(tail.pOf(Math.abs(error)));
  const recent = latest.subarray(-SHORT).map(surprise);
  if (meanOf(recent) < SURPRISING) return { kind: 'collective', pValue: 1, length: SHORT };
  const before = past.map(surprise);
  const usual = meanOf(before);
  const beyond = (values: Float64Array) => values.map((value) => value - usual);
  return meanVerdict('collective', beyond(before), beyond(recent), SHORT, level);
};

const within = (errors: Float64Array, bound: number): Float64Array => {
  const bounded = new Float64Array(errors.length);
  for (let i = 0; i < errors.length; i += 1) bounded[i] = Math.max(-bound, Math.min(bound, errors[i] as number));
  return bounded;
};

/**
 * Of errors before today (`past`) and those since the level was last set (`latest`, today's with them), one verdict a kind.
 * All but that of today's value itself take errors as no larger than `bound`; a bound of 0 says that most are the same.
 * They are exact where they are below `level`, and stand for "no" with a p-value of 1 where little work shows that they are not.
 */
export const verdictsOf = (
  past: Float64Array,
  latest: Float64Array,
  tail: RemainderTail,
  bound: number,
  level: number,
): ReadonlyArray<Verdict> => {
  const point: Verdict = { kind: 'point', pValue: tail.pOf(Math.abs(latest.at(-1) ?? 0)), length: 1 };
  if (bound === 0) return [point, movesVerdict(past, latest, SHORT)];
  const [before, now] = [within(past, bound), within(latest, bound)];
  return [
    point,
    meanVerdict('level-shift', before, now, SHORT, level),
    meanVerdict('trend-change', before, now, LONG, level),
    surpriseVerdict(before, now, tail, level),
    scatterVerdict(before, now),
  ];
};
