import type { Seen } from '../../domain/alert/events.js';
import type { Watch, WatchOf } from '../../domain/alert-rule/events.js';
import type { AccountSeries, DailySeries } from '../../domain/health/daily-series.js';
import { dayNumber } from '../../domain/health/daily-series.js';
import type { HealthPolicy } from '../../domain/health/policy.js';
import { addDays, type CalendarDate, dayOf, type NonEmptyString, type Timestamp } from '../../domain/primitives.js';

export type ConditionWatch = Exclude<Watch, WatchOf<'anomaly'>>;

/** How an account stands to what a rule waits for. */
export type Judged = {
  readonly holds: boolean;
  /** It came about since the rule was saved. */
  readonly isNew: boolean;
  readonly seen: Seen;
};

export type ToJudge = {
  readonly series: AccountSeries;
  /** The series begin here, or later where there were no data. */
  readonly from: CalendarDate;
  /** The last day of which anything is known. */
  readonly day: CalendarDate;
  readonly savedAt: Timestamp;
};

type Point = { readonly day: CalendarDate; readonly value: number };

const pointsOf = ({ from, sums }: DailySeries): ReadonlyArray<Point> =>
  [...sums].flatMap((value, i) => (Number.isNaN(value) ? [] : [{ day: addDays(from, i), value }]));

/** The score of each scored day, in order. */
const scoresOf = (series: AccountSeries): ReadonlyArray<Point> => {
  const health = series.get('health');
  return health === undefined ? [] : pointsOf(health);
};

export type Bands = Pick<HealthPolicy, 'bands'>;

const bandOf = ({ bands }: Bands, score: number): NonEmptyString | null =>
  (bands.find(({ from }) => score >= from)?.band ?? null) as NonEmptyString | null;

const onDay = (policy: Bands, { day, value }: Point, fall: number | null): Seen => ({
  ...{ what: 'health', day, score: value, band: bandOf(policy, value), fall },
});

const judgeLevel = (
  isMet: (score: number) => boolean,
  policy: Bands,
  { series, from, savedAt }: ToJudge,
): Judged | undefined => {
  const scores = scoresOf(series);
  const last = scores.at(-1);
  if (last === undefined) return undefined;
  const before = scores.findLastIndex(({ value }) => !isMet(value));
  const since = scores[before + 1]?.day ?? last.day;
  return { holds: isMet(last.value), isNew: since > from && since >= dayOf(savedAt), seen: onDay(policy, last, null) };
};

const judgeFall = (
  { points, days }: WatchOf<'health-fall'>,
  policy: Bands,
  { series }: ToJudge,
): Judged | undefined => {
  const scores = scoresOf(series);
  const last = scores.at(-1);
  if (last === undefined) return undefined;
  const recent = scores.filter(({ day }) => day >= addDays(last.day, -days));
  const fall = Math.max(...recent.map(({ value }) => value)) - last.value;
  return { holds: fall > 0 && fall >= points, isNew: true, seen: onDay(policy, last, fall) };
};

/** Too little is judged on whole days: the last one is not over yet. */
const judgeMetric = ({ metric, is, limit, days }: WatchOf<'metric'>, { series, day }: ToJudge): Judged | undefined => {
  const values = series.get(metric);
  if (values === undefined) return undefined;
  const last = is === 'below' ? addDays(day, -1) : day;
  const first = addDays(last, 1 - days);
  if (is === 'below' && values.from > first) return undefined;
  const start = dayNumber(first) - dayNumber(values.from);
  const said = values.sums.slice(Math.max(0, start), Math.max(0, start + days));
  const value = said.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0);
  return {
    holds: is === 'below' ? value < limit : value > limit,
    isNew: true,
    seen: { what: 'metric', metric, from: first, day: last, value },
  };
};

/** Undefined where too little is known to tell. */
export const judge = (watch: ConditionWatch, policy: Bands, toJudge: ToJudge): Judged | undefined => {
  switch (watch.what) {
    case 'health-band': {
      const bands: ReadonlySet<string | null> = new Set(watch.bands);
      return judgeLevel((score) => bands.has(bandOf(policy, score)), policy, toJudge);
    }
    case 'health-score':
      return judgeLevel((score) => score < watch.below, policy, toJudge);
    case 'health-fall':
      return judgeFall(watch, policy, toJudge);
    case 'metric':
      return judgeMetric(watch, toJudge);
  }
};
