import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { metricOf } from '../../../projections/trends/metrics.js';
import type { TrendQueries, TrendSeries } from '../../../projections/trends/queries.js';

const FEATURES = ['Report Viewed', 'Dashboard Viewed', 'Search Performed', 'Comment Posted', 'Export Run'];
const GRAINS = { day: 1, week: 7, month: 30, quarter: 91, all: 3660 } as const;
const SCALES: Readonly<Record<string, number>> = {
  events: 90,
  active_users: 14,
  health: 70,
  tickets_opened: 6,
  csat: 0.8,
  engagements: 9,
};
export const METRICS = Object.keys(SCALES);

/** What is new on a day in the one was new in the other so many days before, turned round. */
const FOLLOWS: Readonly<Record<string, { readonly leader: string; readonly days: number }>> = {
  engagements: { leader: 'tickets_opened', days: 5 },
};

type Asked = Omit<Parameters<TrendQueries['series']>[0], 'accountIds'>;
type Part = { readonly part: string | null; readonly share: number };

/** From -1 to 1, the same for the same text. */
const chance = (text: string): number => {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 31 - 1;
};

const newOn = (metric: string, day: number): number => {
  const follows = FOLLOWS[metric];
  return follows === undefined ? chance(`${metric} ${day}`) : -newOn(follows.leader, day - follows.days);
};

/** Weekends are quiet, and of one week in spring nobody told. */
const levelOn = (metric: string, day: string, scale: number): number | null => {
  const number = Date.parse(day) / 86_400_000;
  if (number % 97 < 6) return null;
  const quiet = number % 7 === 2 || number % 7 === 3 ? 0.25 : 1;
  return scale * quiet * (1 + 0.25 * Math.sin(number / 9)) * (1 + 0.3 * newOn(metric, number));
};

/** Sums are of whole things; the others are of the days there were. */
const together = (metric: string, values: ReadonlyArray<number>): number | null => {
  if (values.length === 0) return null;
  const sum = values.reduce((all, value) => all + value, 0);
  return metricOf(metric).rollup === 'sum' ? Math.round(sum) : Math.round((sum / values.length) * 100) / 100;
};

const daysFrom = (from: string, to: string, step: number): ReadonlyArray<string> => {
  const days: Array<string> = [];
  for (let day = from; day < to; day = addDays(day as CalendarDate, step)) days.push(day);
  return days;
};

/** Made-up series: of the book, or of each of its parts. */
export const seriesOf = (
  { grain, from, to, metrics, byFeature }: Asked,
  parts: ReadonlyArray<Part> = [{ part: null, share: 1 }],
): ReadonlyArray<TrendSeries> => {
  const draw = (metric: string, feature: string | null, { part, share }: Part, scale: number): TrendSeries => ({
    ...{ metric, feature, part, grain },
    points: daysFrom(from, to, GRAINS[grain]).map((start) => {
      const end = addDays(start as CalendarDate, GRAINS[grain]);
      const values = daysFrom(start, end < to ? end : to, 1).flatMap(
        (day) => levelOn(metric, day, scale * share) ?? [],
      );
      return { start, value: together(metric, values), count: null };
    }),
  });
  return (metrics ?? []).flatMap((metric) =>
    parts.flatMap((part) =>
      metric === 'events' && byFeature
        ? FEATURES.map((feature, i) => draw(metric, feature, part, 40 / (i + 1)))
        : [draw(metric, null, part, SCALES[metric] ?? 3)],
    ),
  );
};
