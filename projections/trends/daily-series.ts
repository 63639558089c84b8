import { type AccountSeries, type DailySeries, dayNumber, featureMetric } from '../../domain/health/daily-series.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { metricOf } from './metrics.js';
import type { SaidDay } from './series.js';

/** What scoring reads of the trends. */
export const scoredMetrics = [
  'events',
  'active_users',
  'seats',
  'arr',
  'tickets_opened',
  'tickets_solved',
  'csat',
  'engagements',
  'stakeholders_left',
] as const;

/** Those that something happened for. A contract runs by the calendar, and its days move when it is restated. */
export const factMetrics = scoredMetrics.filter((metric) => metric !== 'arr');

/** The series a day is part of: usage is also kept by feature, and people do not add up over features. */
const namesOf = ({ metric, feature }: SaidDay): ReadonlyArray<string> => {
  if (metric === 'events') return feature === '' ? ['events'] : ['events', featureMetric(feature)];
  const { rollup, ...mean } = metricOf(metric);
  const isPeople = rollup === 'mean' && 'over' in mean && mean.over === 'days';
  return isPeople && feature !== '' ? [] : [metric];
};

const dense = (said: ReadonlyArray<SaidDay>, to: CalendarDate): DailySeries => {
  const from = said.map(({ day }) => day).toSorted()[0] ?? to;
  const places = dayNumber(to) - dayNumber(from) + 1;
  const sums = new Float64Array(places).fill(Number.NaN);
  const counts = new Float64Array(places);
  for (const { day, sum, count } of said) {
    const place = dayNumber(day) - dayNumber(from);
    const before = sums[place] ?? Number.NaN;
    sums[place] = Number.isNaN(before) ? sum : before + sum;
    counts[place] = (counts[place] ?? 0) + count;
  }
  return { from, sums, counts };
};

/** One account's days up to and with `to` as dense series, each from its own first day. */
export const dailySeriesOf = (said: ReadonlyArray<SaidDay>, to: CalendarDate): AccountSeries => {
  const byName = new Map<string, Array<SaidDay>>();
  for (const each of said) {
    if (each.day > to) continue;
    for (const name of namesOf(each)) {
      const days = byName.get(name);
      if (days === undefined) byName.set(name, [each]);
      else days.push(each);
    }
  }
  return new Map([...byName].map(([name, days]) => [name, dense(days, to)]));
};
