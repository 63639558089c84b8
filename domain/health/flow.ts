import { rounded } from '../rounded.js';
import { type Axis, type DailySeries, eachDay } from './daily-series.js';

/** Something that adds up over days, prepared so that any window of days is read in constant time. */
export type Flow = {
  /** The first day anything was reported; before it, nothing is known. */
  readonly since: number;
  /** `upTo[i]` is the sum of the days before place i; likewise the counts, and the days that have data. */
  readonly upTo: Float64Array;
  readonly countUpTo: Float64Array;
  readonly daysUpTo: Float64Array;
  /** The last day up to a place with more than nothing, or -1. */
  readonly lastDay: Int32Array;
};

export const flowOf = (axis: Axis, series: ReadonlyArray<DailySeries>): Flow | undefined => {
  const sums = new Float64Array(axis.places);
  const counts = new Float64Array(axis.places);
  const reported = new Uint8Array(axis.places);
  for (const one of series) {
    eachDay(axis, one, (place, sum, count) => {
      sums[place] = (sums[place] ?? 0) + sum;
      counts[place] = (counts[place] ?? 0) + count;
      reported[place] = 1;
    });
  }
  const since = reported.indexOf(1);
  if (since < 0) return undefined;
  const flow = {
    since,
    upTo: new Float64Array(axis.places + 1),
    countUpTo: new Float64Array(axis.places + 1),
    daysUpTo: new Float64Array(axis.places + 1),
    lastDay: new Int32Array(axis.places).fill(-1),
  };
  for (let i = 0; i < axis.places; i++) {
    flow.upTo[i + 1] = (flow.upTo[i] ?? 0) + (sums[i] ?? 0);
    flow.countUpTo[i + 1] = (flow.countUpTo[i] ?? 0) + (counts[i] ?? 0);
    flow.daysUpTo[i + 1] = (flow.daysUpTo[i] ?? 0) + (reported[i] ?? 0);
    flow.lastDay[i] = (sums[i] ?? 0) > 0 ? i : (flow.lastDay[i - 1] ?? -1);
  }
  return flow;
};

/** Differences of running sums of fractions carry rounding noise, which must not pass for a little usage. */
const between = (upTo: Float64Array, place: number, days: number): number =>
  rounded((upTo[place + 1] ?? 0) - (upTo[Math.max(0, place + 1 - days)] ?? 0));

export const isKnown = (flow: Flow | undefined, place: number): flow is Flow =>
  flow !== undefined && flow.since <= place;

/** Over the last `days` days up to and with `place`. */
export const sumOver = ({ upTo }: Flow, place: number, days: number): number => between(upTo, place, days);
export const countOver = ({ countUpTo }: Flow, place: number, days: number): number => between(countUpTo, place, days);
export const reportedOver = ({ daysUpTo }: Flow, place: number, days: number): number => between(daysUpTo, place, days);

export const daysSinceLast = (flow: Flow | undefined, place: number): number | null => {
  const last = flow?.lastDay[place] ?? -1;
  return last < 0 ? null : place - last;
};
