import type { AnomalyKind } from '../../../../domain/anomaly/names.js';
import { meanOf } from '../../../statistics/means.js';
import { neighbourCorrelation } from '../../../statistics/neighbour-correlation.js';
import { studentTail } from '../../../statistics/student.js';
import { inflationOf } from '../../change-points/noise.js';
import type { RemainderTail } from '../remainder-tail.js';
import { deviationOfMeans } from '../window-means.js';

/** What speaks for one kind of anomaly: its p-value, over how many values up to now it shows, and of a change of scatter how many times as large it is. */
export type Verdict = {
  readonly kind: AnomalyKind;
  readonly pValue: number;
  readonly length: number;
  readonly scatter?: number;
};

/** Errors up to today's, and how many of the last came since the level was last set. */
export type Watched = { readonly errors: Float64Array; readonly latest: number };

/** As long as an outage lasts that is no single bad day. */
const FEW = 3;
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

/** Of the mean of the last values, beside means of as many past ones. Where it is not below `level` even if those were independent, 1. */
const meanVerdict = (kind: AnomalyKind, { errors, latest }: Watched, length: number, level: number): Verdict => {
  const before = errors.length - length;
  if (latest < length || before < WINDOWS_AT_LEAST * length) return { kind, pValue: 1, length };
  const freedom = Math.max(3, before / length);
  let sum = 0;
  for (let i = before; i < errors.length; i += 1) sum += errors[i] as number;
  let squares = 0;
  for (let i = 0; i < before; i += 1) squares += (errors[i] as number) * (errors[i] as number);
  const atBest = twoSided(sum / length / Math.sqrt(squares / before / length), freedom);
  if (atBest >= level) return { kind, pValue: 1, length };
  return {
    kind,
    pValue: twoSided(sum / length / deviationOfMeans(errors.subarray(0, before), length), freedom),
    length,
  };
};

const movesIn = (errors: Float64Array): number => errors.reduce((moves, error) => (error === 0 ? moves : moves + 1), 0);

/** Where hardly anything but one value is seen: how probable so many others among the latest are. */
const movesVerdict = ({ errors, latest }: Watched, length: number): Verdict => {
  const kind = 'level-shift';
  if (latest < length) return { kind, pValue: 1, length };
  const moved = movesIn(errors.subarray(-length));
  const share = (movesIn(errors.subarray(0, -1)) + 1) / (errors.length + 1);
  return { kind, pValue: moved <= length / 2 ? 1 : Math.min(1, 2 ** length * share ** moved), length };
};

const meanSizeOf = (errors: Float64Array, from: number, until: number): number => {
  let sum = 0;
  for (let i = from; i < until; i += 1) sum += Math.abs(errors[i] as number);
  return sum / (until - from);
};

const scatterVerdict = ({ errors, latest }: Watched): Verdict => {
  const kind = 'variance-change';
  const count = errors.length - LONG;
  if (latest < LONG || count < WINDOWS_AT_LEAST * LONG) return { kind, pValue: 1, length: LONG };
  const mean = meanSizeOf(errors, 0, count);
  const scatter = meanSizeOf(errors, count, errors.length) / mean;
  if (scatter < SCATTERED && scatter * SCATTERED > 1) return { kind, pValue: 1, length: LONG, scatter };
  const before = errors.subarray(0, count).map(Math.abs);
  const variation = Math.sqrt(
    meanOf(before.map((size) => (size / mean - 1) ** 2)) *
      inflationOf(neighbourCorrelation(before, CORRELATION_AT_MOST)),
  );
  const error = variation * Math.sqrt(1 / LONG + 1 / count);
  return { kind, pValue: twoSided(Math.log(scatter) / error, LONG), length: LONG, scatter };
};

/** Of values of which each may pass, but not all of them together: how surprising each is, beside how surprising they usually are. */
const surpriseVerdict = ({ errors, latest }: Watched, tail: RemainderTail, level: number): Verdict => {
  const surprise = (error: number) => -Math.log(tail.pOf(Math.abs(error)));
  let recent = 0;
  for (let i = errors.length - SHORT; i < errors.length; i += 1) recent += surprise(errors[i] as number);
  if (recent / SHORT < SURPRISING) return { kind: 'collective', pValue: 1, length: SHORT };
  const surprises = errors.map(surprise);
  const usual = meanOf(surprises.subarray(0, -1));
  return meanVerdict('collective', { errors: surprises.map((each) => each - usual), latest }, SHORT, level);
};

/**
 * One verdict a kind on today, by errors that are taken as no larger than `bound`: a bound of 0 says that most are the same, and is none.
 * They are exact where they are below `level`, and stand for "no" with a p-value of 1 where little work shows that they are not.
 * @param today how far today's value is from what was expected
 */
export const verdictsOf = (
  watched: Watched,
  today: number,
  tail: RemainderTail,
  bound: number,
  level: number,
): ReadonlyArray<Verdict> => {
  const point: Verdict = { kind: 'point', pValue: tail.pOf(Math.abs(today)), length: 1 };
  if (bound === 0) return [point, movesVerdict(watched, SHORT)];
  return [
    point,
    meanVerdict('level-shift', watched, SHORT, level),
    meanVerdict('trend-change', watched, LONG, level),
    meanVerdict('collective', watched, FEW, level),
    surpriseVerdict(watched, tail, level),
    scatterVerdict(watched),
  ];
};
