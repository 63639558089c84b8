import { exchanged } from '../../../statistics/ascending.js';
import { median, NORMAL_CONSISTENCY, quantileOfSorted } from '../../../statistics/quantile.js';
import { anomalyOf, type Band } from '../anomaly.js';
import { KINDS } from '../kinds.js';
import type { Measure } from '../measure.js';
import { type AnomalyOptions, alarmLevelOf } from '../options.js';
import { remainderTailsFor } from '../remainder-tail.js';
import { quantileOfSizes, sizesAround } from '../sizes.js';
import { levelOf, seasonAt, withLevel, withValue } from './forecast.js';
import { ERRORS_AT_LEAST, type Observed, UNKNOWN } from './observed.js';
import type { Forecast, MonitorState } from './state.js';
import { LONG, type Verdict, verdictsOf } from './verdicts.js';

const ERRORS_KEPT = 365;
const BOUND = 3;
/** Of rarer events than so many a day nothing is forgiven. */
const FREQUENT = 0.5;
/** Of the bound, how much of an error the forecast of counts takes over at most. */
const LEARNT = 2 / 3;
const QUIET_AT_LEAST = 3;
const SEASON_SPEED = 0.1;
/** The week of counts grows with them. */
const COUNTED_SEASON_SPEED = 0.2;
/** While little is known, many a value is the furthest out so far. */
const heavyTail = remainderTailsFor({ freedom: 4, worth: 40, doubted: 0.05, forgiven: 0 });
/** On their own scale counts have light tails, and incidents and holidays are many. */
const countedTail = remainderTailsFor({ freedom: 14, worth: 400, least: 10, doubted: 0.15, forgiven: 0.1 });
/** How many independent tests those of a day count for: with light tails only half of them ever alarm of themselves. */
const COUNTED_TESTS = KINDS / 2;

/** The latest `most` with one more. */
const withLast = (values: ReadonlyArray<number>, value: number, most: number): ReadonlyArray<number> => {
  if (values.length < most) return values.concat([value]);
  const next = values.slice();
  for (let i = 1; i < next.length; i += 1) next[i - 1] = next[i] as number;
  next[next.length - 1] = value;
  return next;
};

/** Past errors and today's, less their bias, none further out than `bound`. `room` is overwritten. */
const boundedErrors = (
  past: ReadonlyArray<number>,
  today: number,
  bias: number,
  bound: number,
  room: Float64Array,
): Float64Array => {
  for (let i = 0; i < past.length; i += 1) room[i] = Math.max(-bound, Math.min(bound, (past[i] as number) - bias));
  room[past.length] = Math.max(-bound, Math.min(bound, today - bias));
  return room.subarray(0, past.length + 1);
};

const leastOf = (verdicts: ReadonlyArray<Verdict>): Verdict =>
  verdicts.reduce((least, each) => (each.pValue < least.pValue ? each : least));

const withErrors = (errors: ReadonlyArray<number>) => ({ errors, ascending: [...errors].sort((a, b) => a - b) });

/** What is kept of the past after an alarm: a new level starts from its own values, a new spread from its own errors. */
const afterAlarm = (state: MonitorState, { kind, length }: Verdict): MonitorState => {
  const quiet = { ...state.quiet, [kind]: state.at + Math.max(length, QUIET_AT_LEAST) };
  if (kind === 'variance-change') return { ...state, quiet, ...withErrors(state.errors.slice(-length)), levels: [] };
  if ((kind !== 'level-shift' && kind !== 'trend-change') || state.forecast === null) return { ...state, quiet };
  const level = median(Float64Array.from(state.levels.slice(-length)));
  return {
    ...state,
    quiet,
    forecast: withLevel(state.forecast, level),
    ...withErrors(state.errors.slice(0, -length)),
    levels: [],
  };
};

/** A value that is there: judged by what came before it, then taken in. */
export const watchValue = (options: AnomalyOptions, { onto, back }: Measure) => {
  const room = new Float64Array(ERRORS_KEPT + 1);
  return (state: MonitorState, forecast: Forecast, given: number): readonly [MonitorState, Observed] => {
    const value = onto(given);
    const frequent = options.counts && back(levelOf(forecast)) >= FREQUENT;
    const season = seasonAt(forecast, state.at);
    const { errors, ascending } = state;
    const judges = errors.length >= ERRORS_AT_LEAST;
    const middle = quantileOfSorted(ascending, 0.5);
    const bias = judges ? middle : 0;
    const sizes = sizesAround(ascending, middle);
    const bound =
      errors.length === 0 ? Number.POSITIVE_INFINITY : BOUND * NORMAL_CONSISTENCY * quantileOfSizes(sizes, 0.5);
    const most = (frequent ? LEARNT : 1) * bound;
    const learnt = (error: number) => Math.max(-most, Math.min(most, error));
    const error = value - season - levelOf(forecast);
    const next: MonitorState = {
      ...state,
      at: state.at + 1,
      forecast: withValue(
        forecast,
        state.at,
        value,
        (each) => bias + learnt(each - bias),
        frequent ? COUNTED_SEASON_SPEED : SEASON_SPEED,
      ),
      errors: withLast(errors, error, ERRORS_KEPT),
      ascending: exchanged(ascending, error, errors.length < ERRORS_KEPT ? undefined : errors[0]),
      levels: withLast(state.levels, value - season, LONG),
      known: state.known + 1,
      gaps: state.gaps + state.gap,
      gap: 0,
    };
    if (!judges) return [next, UNKNOWN];

    const tail = (frequent ? countedTail : heavyTail)(sizes);
    const bounded = boundedErrors(errors, error, bias, bound === 0 ? Number.POSITIVE_INFINITY : bound, room);
    const watched = { errors: bounded, latest: next.levels.length };
    const level = alarmLevelOf(options);
    const tests = frequent ? COUNTED_TESTS : KINDS;
    const loud = verdictsOf(watched, error - bias, tail, bound, level / tests).filter(
      ({ kind }) => (state.quiet[kind] ?? 0) <= state.at,
    );
    const verdict = leastOf([...loud, { kind: 'point', pValue: 1, length: 1 }]);
    const pValue = Math.min(1, tests * verdict.pValue);
    const expected = value - error + bias;
    const half = tail.sizeAt(level / tests);
    const band: Band = { expected: back(expected), low: back(expected - half), high: back(expected + half) };
    if (pValue >= level) return [next, { pValue, band, alarm: undefined }];
    const found = {
      kind: verdict.kind,
      from: Math.max(0, state.at - verdict.length + 1),
      to: state.at,
      value: given,
      pValue,
    };
    return [
      afterAlarm(next, verdict),
      { pValue, band, alarm: anomalyOf({ ...found, ...band }, options, verdict.scatter) },
    ];
  };
};
