import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { type AutoregressiveFit, autoregressiveFit } from '../../statistics/autoregressive-fit.js';
import { cut } from '../../statistics/cut.js';
import { fTail } from '../../statistics/f-tail.js';
import { coefficientCovariances } from '../../statistics/least-squares.js';
import { affineScaleOf, scaledBy } from '../decomposition/affine-scale.js';
import { checkValues } from '../decomposition/check-series.js';
import type { DecompositionRefusal } from '../decomposition/refusal.js';
import { robustTrend } from '../decomposition/robust-trend.js';
import {
  type Calendar,
  type CalendarColumn,
  type CalendarKind,
  calendarColumns,
  type Holiday,
} from './calendar-columns.js';

export type CalendarEffect = {
  readonly kind: CalendarKind;
  readonly name: string;
  /** In units of the series: of a weekday against the mean of weekdays, of any other day against an ordinary one of its weekday. */
  readonly effect: number;
  readonly standardError: number;
  /** Of an effect as large by chance. */
  readonly probability: number;
  /** How many such days have a value. */
  readonly count: number;
};

export type CalendarRefusal =
  | DecompositionRefusal
  /** Some effects always occur together in this series. */
  | { readonly _tag: 'Indistinguishable' };

export type CalendarOptions = {
  /** The day of the first value; the others follow daily. */
  readonly start: CalendarDate;
  readonly holidays?: ReadonlyArray<Holiday>;
  /** How many days at either edge of a month count as its start and its end. 1 if not given. */
  readonly monthEdge?: number;
};

/** Robust deviations beyond which a value is cut. */
const CLIP = 3;
const TREND_DAYS = 91;
const FEWEST_DAYS = 28;

/** Each effect as a sum of coefficients; that of the last weekday is what the others leave. */
const effectsIn = ({ columns, lastWeekday }: Calendar): ReadonlyArray<readonly [CalendarColumn, Float64Array]> => {
  const unit = columns.map((column, i) => {
    const weights = new Float64Array(columns.length + 1);
    weights[i + 1] = 1;
    return [column, weights] as const;
  });
  const opposite = Float64Array.from([0, ...columns.map(({ kind }) => (kind === 'weekday' ? -1 : 0))]);
  const weekdays = columns.filter(({ kind }) => kind === 'weekday').length;
  if (lastWeekday === undefined || weekdays === 0) return unit;
  return [...unit.slice(0, weekdays), [lastWeekday, opposite], ...unit.slice(weekdays)];
};

const quadratic = (weights: Float64Array, covariances: ReadonlyArray<Float64Array>): number =>
  weights.reduce(
    (sum, one, i) => sum + weights.reduce((inner, other, j) => inner + one * other * (covariances[i]?.[j] ?? 0), 0),
    0,
  );

const effectsOf = (
  calendar: Calendar,
  { coefficients, whitenedRest, present, autoregression }: AutoregressiveFit,
  covariances: ReadonlyArray<Float64Array>,
  unit: number,
): ReadonlyArray<CalendarEffect> => {
  const count = present.reduce((sum, each) => sum + each, 0);
  const freedom = Math.max(1, count - coefficients.length - autoregression.length);
  const squares = whitenedRest.reduce((sum, value, i) => (present[i] === 0 ? sum : sum + value * value), 0);
  return effectsIn(calendar).map(([{ kind, name, days }, weights]) => {
    const effect = weights.reduce((sum, weight, i) => sum + weight * (coefficients[i] as number), 0);
    const variance = (squares / freedom) * quadratic(weights, covariances);
    return {
      kind,
      name,
      effect: unit * effect,
      standardError: unit * Math.sqrt(variance),
      probability: Math.abs(effect) < 1e-9 ? 1 : variance > 0 ? fTail((effect * effect) / variance, 1, freedom) : 0,
      count: days.reduce((sum, each, i) => (present[i] === 0 ? sum : sum + each), 0),
    };
  });
};

/** Days that are expected to stand out are no outliers. */
const withSpecialDays = (values: Float64Array, without: Float64Array, { columns }: Calendar): Float64Array => {
  const special = columns.filter(({ kind }) => kind !== 'weekday');
  return values.map((value, i) => (special.some(({ days }) => days[i] !== 0) ? value : (without[i] as number)));
};

/**
 * How weekdays, the edges of months and given holidays differ in a daily series: regression beside a robust trend (loess
 * over three months), in autoregressive noise, with outliers cut. Four weeks are needed. NaN are gaps.
 * What occurs on no day with a value is left out.
 */
export const calendarEffects = (
  series: Float64Array,
  { start, holidays = [], monthEdge = 1 }: CalendarOptions,
): E.Either<CalendarRefusal, ReadonlyArray<CalendarEffect>> => {
  if (series.length < FEWEST_DAYS) return E.left({ _tag: 'TooShort', needed: FEWEST_DAYS, given: series.length });
  const calendar = calendarColumns(series, start, holidays, monthEdge);
  return pipe(
    checkValues(series, calendar.columns.length + 10),
    E.flatMap((count): E.Either<CalendarRefusal, ReadonlyArray<CalendarEffect>> => {
      const scale = affineScaleOf(series);
      const values = scaledBy(scale, series);
      const trend = robustTrend(values, count, { trendWindow: TREND_DAYS });
      const detrended = values.map((value, i) => value - (trend[i] as number));
      const fit = autoregressiveFit(
        detrended,
        calendar.columns.map(({ column }) => column),
        { clip: CLIP, start: withSpecialDays(detrended, cut(detrended, CLIP), calendar) },
      );
      const covariances = fit && coefficientCovariances(fit.whitenedColumns, fit.present);
      return fit === undefined || covariances === undefined
        ? E.left({ _tag: 'Indistinguishable' })
        : E.right(effectsOf(calendar, fit, covariances, scale.unit));
    }),
  );
};
