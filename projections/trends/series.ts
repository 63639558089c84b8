import { type CalendarDate, daysBetween } from '../../domain/primitives.js';
import { rounded } from '../../domain/rounded.js';
import type { Grain, TrendPoint, TrendSeries } from './answers.js';
import { type Bucket, bucketsOf } from './buckets.js';
import { groupBy } from './group-by.js';
import { metricOf } from './metrics.js';

/** What rows say about one day of one series. */
export type SaidDay = {
  readonly accountId: string;
  readonly metric: string;
  readonly feature: string;
  /** Of a split book. */
  readonly part: string | null;
  readonly day: CalendarDate;
  readonly sum: number;
  readonly count: number;
};

type Days = { readonly sums: Float64Array; readonly counts: Float64Array };
type Span = {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly grain: Grain;
  readonly byFeature: boolean;
};
type Line = Pick<TrendSeries, 'metric' | 'feature' | 'part'> & { readonly days: Days };

const emptyDays = (places: number): Days => ({ sums: new Float64Array(places), counts: new Float64Array(places) });

/** Counts days from the first one on; looked up by month, for there are many days and few months. */
const placesFrom = (from: CalendarDate): ((day: CalendarDate) => number) => {
  const months = new Map<string, number>();
  return (day) => {
    const month = day.slice(0, 7);
    let place = months.get(month);
    if (place === undefined) {
      place = daysBetween(from, `${month}-01` as CalendarDate);
      months.set(month, place);
    }
    return place + Number(day.slice(8)) - 1;
  };
};

/** A level holds until the next is said; what several accounts hold adds up. */
const addLevel = (line: Days, said: ReadonlyArray<SaidDay>, from: CalendarDate): void => {
  const inOrder = said.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  for (const [i, { day, sum }] of inOrder.entries()) {
    const next = inOrder[i + 1];
    const end = next === undefined ? line.sums.length : Math.min(line.sums.length, daysBetween(from, next.day));
    for (let place = Math.max(0, daysBetween(from, day)); place < end; place++) {
      line.sums[place] = (line.sums[place] ?? 0) + sum;
      line.counts[place] = (line.counts[place] ?? 0) + 1;
    }
  }
};

const addFlow = (line: Days, said: ReadonlyArray<SaidDay>, placeOf: (day: CalendarDate) => number): void => {
  for (const { day, sum, count } of said) {
    const place = placeOf(day);
    if (place < 0 || place >= line.sums.length) continue;
    line.sums[place] = (line.sums[place] ?? 0) + sum;
    line.counts[place] = (line.counts[place] ?? 0) + count;
  }
};

const bucketPoint = (metric: string, { sums, counts }: Days, { start, first, end }: Bucket): TrendPoint => {
  const { rollup, ...mean } = metricOf(metric);
  let sum = 0;
  let count = 0;
  let days = 0;
  let last: number | null = null;
  for (let place = first; place < end; place++) {
    const times = counts[place] ?? 0;
    if (times === 0) continue;
    last = sums[place] ?? 0;
    sum += last;
    count += times;
    days += 1;
  }
  const overFacts = 'over' in mean && mean.over === 'facts';
  if (last === null) return { start, value: null, count: overFacts ? 0 : null };
  if (rollup === 'last') return { start, value: rounded(last), count: null };
  if (rollup === 'sum') return { start, value: rounded(sum), count: null };
  return { start, value: rounded(sum / (overFacts ? count : days)), count: overFacts ? count : null };
};

/** Distinct people do not add up over features, so the whole of a mean over days is what was said without a feature. */
const isPartOfWhole = ({ metric, feature }: SaidDay): boolean => {
  const definition = metricOf(metric);
  return feature === '' || definition.rollup !== 'mean' || definition.over !== 'days';
};

const linesOf = (said: ReadonlyArray<SaidDay>, { from, to, byFeature }: Span): ReadonlyArray<Line> => {
  const counted = byFeature ? said : said.filter(isPartOfWhole);
  const featureOf = (each: SaidDay) => (byFeature ? each.feature : '');
  const placeOf = placesFrom(from);
  const lines = groupBy(counted, (each) => `${each.metric}\u001f${featureOf(each)}\u001f${each.part ?? ''}`);
  return [...lines.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const days = emptyDays(daysBetween(from, to));
      if (metricOf(first.metric).rollup === 'last') {
        for (const one of groupBy(group, ({ accountId }) => accountId).values()) addLevel(days, one, from);
      } else addFlow(days, group, placeOf);
      return [{ metric: first.metric, feature: featureOf(first) || null, part: first.part, days }];
    });
};

const pointsOf = ({ metric, days }: Line, buckets: ReadonlyArray<Bucket>): ReadonlyArray<TrendPoint> =>
  buckets.map((bucket) => bucketPoint(metric, days, bucket));

/** The series that these days make, with a point for each span of the grain. Series without any value are left out. */
export const seriesOf = (said: ReadonlyArray<SaidDay>, span: Span): ReadonlyArray<TrendSeries> => {
  const buckets = bucketsOf(span.grain, span.from, span.to);
  return linesOf(said, span)
    .map((line) => ({
      metric: line.metric,
      feature: line.feature,
      part: line.part,
      grain: span.grain,
      points: pointsOf(line, buckets),
    }))
    .filter(({ points }) => points.some(({ value }) => value !== null));
};
