import * as E from 'fp-ts/lib/Either.js';
import { median, robustDeviation } from '../../ml/statistics/quantile.js';
import { uniformOf } from '../../ml/statistics/random.js';
import type { Anomaly } from '../../ml/timeseries/anomalies/anomaly.js';
import { measureOf } from '../../ml/timeseries/anomalies/measure.js';
import { ANOMALY_OPTIONS } from '../../ml/timeseries/anomalies/options.js';
import { anomaliesOf } from '../../ml/timeseries/anomalies/retrospective/anomalies-of.js';
import { simulateDetector } from '../../ml/timeseries/anomalies/simulate-detector.js';
import { leadingIndicators } from '../../ml/timeseries/correlation/leading-indicators.js';
import type { AccountDays } from '../../ml/timeseries/correlation/matched-days.js';
import { detectSeasons } from '../../ml/timeseries/seasonality/detect-seasons.js';
import { DAY } from '../../simulator/calendar.js';
import { REGIONS } from '../../simulator/market.js';
import { type BookDays, simulateBook, sumOf } from './company/book-days.js';
import type { Suite } from './suite.js';

const COMPANIES = 5;
const ACCOUNTS = 600;
const MONTHS = 13;
/** What is usual has to be learnt first. */
const LEARNT_DAYS = 60;
const { onto } = measureOf(true);
const OPTIONS = { ...ANOMALY_OPTIONS, counts: true };

const isHoliday = (day: number): boolean => {
  const date = new Date(day * DAY).toISOString().slice(5, 10);
  return REGIONS.some(({ holidays }) => holidays.has(date));
};

/** Of holidays that are known nothing is asked. */
const calendars: ReadonlyArray<readonly [string, (values: Float64Array, start: number) => Float64Array]> = [
  ['', (values) => values],
  [', holidays known', (values, start) => values.map((value, day) => (isHoliday(start + day) ? Number.NaN : value))],
];

/** Of a day beside the mean of the same day a week before and a week after, so that nothing is fitted to the days themselves. */
const deviationOf = (values: Float64Array): number =>
  robustDeviation(
    values.subarray(7, -7).map((value, at) => value - ((values[at] as number) + (values[at + 14] as number)) / 2),
  ) / Math.sqrt(1.5);

/** How far an incident of the whole company takes usage down, in deviations of what is usual from day to day. */
const sizesOf = ({ company, usage }: BookDays): ReadonlyMap<number, number> => {
  const total = sumOf(usage);
  const deviation = deviationOf(total.map(onto));
  const typical = median(total);
  const weights = usage.map((days) => days.reduce((sum, value) => sum + value, 0));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const leftBy = (day: number, account: number): number =>
    (company.customers[account]?.walk.incidents ?? [])
      .filter((one) => one.day === day)
      .reduce((rest, { severity }) => rest * Math.max(0.15, 1 - 0.6 * severity), 1);
  return new Map(
    company.climate.incidents.map(({ day }) => {
      const left = weights.reduce((sum, weight, account) => sum + weight * leftBy(day, account), 0);
      return [day, (onto(typical) - onto((typical * left) / all)) / deviation];
    }),
  );
};

const CLASSES = [
  ['under 2 deviations', 0, 2],
  ['2 to 4', 2, 4],
  ['4 and more', 4, Number.POSITIVE_INFINITY],
] as const;

type Counts = {
  alarms: number;
  ofIncidents: number;
  ofHolidays: number;
  readonly found: Array<number>;
  readonly incidents: Array<number>;
};
const noCounts = (): Counts => ({
  alarms: 0,
  ofIncidents: 0,
  ofHolidays: 0,
  found: [0, 0, 0],
  incidents: [0, 0, 0],
});

/** An alarm belongs to an incident while it lasts, or on the day after. */
const judge = (counts: Counts, book: BookDays, alarms: ReadonlyArray<Anomaly>): void => {
  const { company, start } = book;
  const { incidents } = company.climate;
  const during = (alarm: Anomaly, incident: (typeof incidents)[number]) =>
    start + alarm.to >= incident.day && start + alarm.from <= incident.day + incident.days;
  const judged = alarms.filter(({ to }) => to >= LEARNT_DAYS);
  counts.alarms += judged.length;
  for (const alarm of judged) {
    if (incidents.some((incident) => during(alarm, incident))) counts.ofIncidents += 1;
    else if (Array.from({ length: alarm.to - alarm.from + 1 }, (_, i) => start + alarm.from + i).some(isHoliday))
      counts.ofHolidays += 1;
  }
  const sizes = sizesOf(book);
  for (const incident of incidents.filter(({ day }) => day >= start + LEARNT_DAYS)) {
    const size = Math.max(0, sizes.get(incident.day) ?? 0);
    const place = CLASSES.findIndex(([, least, most]) => size >= least && size < most);
    counts.incidents[place] = (counts.incidents[place] ?? 0) + 1;
    if (judged.some((alarm) => during(alarm, incident))) counts.found[place] = (counts.found[place] ?? 0) + 1;
  }
};

/** A new level that lasts is no incident. */
const isShort = ({ from, to }: Anomaly): boolean => to - from < 7;

const share = (part: number, whole: number): string => (whole === 0 ? 'n/a' : `${((100 * part) / whole).toFixed(0)} %`);

const tell = (name: string, { alarms, ofIncidents, ofHolidays, incidents, found }: Counts): void => {
  const recall = incidents.map((all, i) => `${found[i]} of ${all}`);
  console.log(
    `| ${name} | ${recall.join(' | ')} | ${alarms} | ${share(ofIncidents, alarms)} | ${share(ofIncidents + ofHolidays, alarms)} |`,
  );
};

const right = (found: E.Either<unknown, ReadonlyArray<Anomaly>>): ReadonlyArray<Anomaly> =>
  E.isRight(found) ? found.right : [];

const MONTH = 28;
const LEADS = [14, 28, 56, 84];
const INDICATORS = ['usage of 28 days beside the 28 before', 'tickets of 28 days', 'chance'];

/** A sum over the last 28 days, NaN before there are as many. */
const lately = (days: Float64Array): Float64Array =>
  days.map((_, day) =>
    day + 1 < MONTH ? Number.NaN : days.subarray(day + 1 - MONTH, day + 1).reduce((sum, value) => sum + value, 0),
  );

/** NaN while it is no customer. */
const whileThere = ({ company, start }: BookDays, account: number, values: Float64Array): Float64Array => {
  const customer = company.customers[account] as BookDays['company']['customers'][number];
  const from = Math.ceil(customer.walk.startsAt / DAY) - start;
  const to = customer.walk.leftAt === undefined ? values.length : Math.floor(customer.walk.leftAt / DAY) - start;
  return values.map((value, day) => (day < from || day >= to ? Number.NaN : value));
};

const accountsOf = (book: BookDays): ReadonlyArray<AccountDays> =>
  book.company.customers.map(({ walk }, account) => {
    const used = lately(whileThere(book, account, book.usage[account] as Float64Array));
    const trend = used.map((value, day) => {
      const before = used[day - MONTH] ?? Number.NaN;
      return value + before === 0 ? Number.NaN : (value - before) / Math.max(value, before);
    });
    const tickets = lately(whileThere(book, account, book.tickets[account] as Float64Array));
    const uniform = uniformOf(account);
    const chance = whileThere(book, account, used.map(uniform));
    const left = walk.leftAt === undefined ? [] : [Math.floor(walk.leftAt / DAY) - book.start];
    return { indicators: [trend, tickets, chance], events: left.filter((day) => day >= 0) };
  });

const tellIndicators = (books: ReadonlyArray<BookDays>): void => {
  const accounts = books.flatMap(accountsOf);
  const found = leadingIndicators(accounts, { leads: LEADS, clearBefore: 90, clearAfter: 90, controls: 10, seed: 1 });
  const churned = accounts.reduce((count, { events }) => count + events.length, 0);
  console.log(`\nWhat comes before a customer leaves (${churned} left)\n`);
  if (E.isLeft(found)) {
    console.log(JSON.stringify(found.left));
    return;
  }
  console.log(
    '| indicator | AUC, at its best | false share | longest lead with a finding | stable in |\n| --- | --- | --- | --- | --- |',
  );
  for (const { indicator, best, leadTime, stability } of found.right)
    console.log(
      `| ${INDICATORS[indicator]} | ${best.auc.toFixed(3)}, ${best.lead} days before | ${best.qValue.toPrecision(2)} | ${leadTime === undefined ? 'none' : `${leadTime} days`} | ${share(stability, 1)} |`,
    );
};

const hasWeek = (values: Float64Array): boolean => {
  const report = detectSeasons(values, { periods: [7, 365.25 / 12, 365.25 / 4] });
  return E.isRight(report) && report.right.seasons.some(({ period }) => period === 7);
};

/** What the simulated company had planted in it is found again: incidents, the week, and what comes before customers leave. */
export const companySuite: Suite = async ({ seed }) => {
  const books = Array.from({ length: COMPANIES }, (_, i) => simulateBook(`evaluation ${seed} ${i}`, ACCOUNTS, MONTHS));
  console.log(`\n${COMPANIES} companies of ${ACCOUNTS} accounts over ${MONTHS} months, seed ${seed}\n`);
  const sizes = CLASSES.map(([name]) => name).join(' | ');
  console.log(
    `| usage of the whole book; incidents found, by size | ${sizes} | alarms | of incidents | or of holidays |`,
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [calendar, days] of calendars) {
    const streaming = noCounts();
    const hindsight = noCounts();
    for (const book of books) {
      const usage = days(sumOf(book.usage), book.start);
      judge(streaming, book, right(simulateDetector(usage, OPTIONS)));
      judge(hindsight, book, right(anomaliesOf(usage, OPTIONS)).filter(isShort));
    }
    tell(`as it happens${calendar}`, streaming);
    tell(`in hindsight${calendar}`, hindsight);
  }
  const weekly = books.filter(({ usage }) => hasWeek(sumOf(usage))).length;
  console.log(`\nThe week is found in the usage of ${weekly} of ${COMPANIES} books.`);
  tellIndicators(books);
};
