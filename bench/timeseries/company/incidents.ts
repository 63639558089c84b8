import { median, robustDeviation } from '../../../ml/statistics/quantile.js';
import type { Anomaly } from '../../../ml/timeseries/anomalies/anomaly.js';
import { measureOf } from '../../../ml/timeseries/anomalies/measure.js';
import { DAY } from '../../../simulator/calendar.js';
import { type Incident, REGIONS } from '../../../simulator/market.js';
import { type BookDays, sumOf } from './book-days.js';

/** What is usual has to be learnt first. */
const LEARNT_DAYS = 60;
/** From so many deviations on, an incident ought to be found. */
export const LARGE = 4;
const { onto } = measureOf(true);

const isHoliday = (day: number): boolean => {
  const date = new Date(day * DAY).toISOString().slice(5, 10);
  return REGIONS.some(({ holidays }) => holidays.has(date));
};

/** Of holidays that are known nothing is asked. */
export const calendars: ReadonlyArray<readonly [string, (values: Float64Array, start: number) => Float64Array]> = [
  ['', (values) => values],
  [', holidays known', (values, start) => values.map((value, day) => (isHoliday(start + day) ? Number.NaN : value))],
];

/** Of a day beside the mean of the same day a week before and a week after, so that nothing is fitted to the days themselves. */
const deviationOf = (values: Float64Array): number =>
  robustDeviation(
    values.subarray(7, -7).map((value, at) => value - ((values[at] as number) + (values[at + 14] as number)) / 2),
  ) / Math.sqrt(1.5);

export type SizedIncident = Incident & { readonly size: number };

/** Incidents of the whole company from when what is usual is known, and how far each takes usage down, in deviations of what is usual from day to day. */
export const incidentsOf = ({ company, usage, start }: BookDays): ReadonlyArray<SizedIncident> => {
  const total = sumOf(usage);
  const deviation = deviationOf(total.map(onto));
  const typical = median(total);
  const weights = usage.map((days) => days.reduce((sum, value) => sum + value, 0));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const leftBy = (day: number, account: number): number =>
    (company.customers[account]?.walk.incidents ?? [])
      .filter((one) => one.day === day)
      .reduce((rest, { severity }) => rest * Math.max(0.15, 1 - 0.6 * severity), 1);
  return company.climate.incidents
    .filter(({ day }) => day >= start + LEARNT_DAYS)
    .map((incident) => {
      const left = weights.reduce((sum, weight, account) => sum + weight * leftBy(incident.day, account), 0);
      return { ...incident, size: Math.max(0, (onto(typical) - onto((typical * left) / all)) / deviation) };
    });
};

/** An alarm belongs to an incident while it lasts, or on the day after. */
const isDuring = ({ from, to }: Anomaly, { day, days }: Incident, start: number): boolean =>
  start + to >= day && start + from <= day + days;

const SIZES = [
  ['under 2 deviations', 0, 2],
  ['2 to 4', 2, LARGE],
  ['4 and more', LARGE, Number.POSITIVE_INFINITY],
] as const;

export const sizeNames = SIZES.map(([name]) => name);

/** How many of the incidents are of each size. */
export const countsBySize = (incidents: ReadonlyArray<SizedIncident>): ReadonlyArray<number> =>
  SIZES.map(([, least, most]) => incidents.filter(({ size }) => size >= least && size < most).length);

export type Judged = {
  readonly found: ReadonlyArray<SizedIncident>;
  readonly missed: ReadonlyArray<SizedIncident>;
  readonly alarms: number;
  readonly ofIncidents: number;
  readonly ofHolidays: number;
};

export const judge = (book: BookDays, alarms: ReadonlyArray<Anomaly>): Judged => {
  const { company, start } = book;
  const judged = alarms.filter(({ to }) => to >= LEARNT_DAYS);
  const ofIncident = (alarm: Anomaly) => company.climate.incidents.some((incident) => isDuring(alarm, incident, start));
  const others = judged.filter((alarm) => !ofIncident(alarm));
  const incidents = incidentsOf(book);
  const isFound = (incident: SizedIncident) => judged.some((alarm) => isDuring(alarm, incident, start));
  return {
    found: incidents.filter(isFound),
    missed: incidents.filter((incident) => !isFound(incident)),
    alarms: judged.length,
    ofIncidents: judged.length - others.length,
    ofHolidays: others.filter(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, i) => start + from + i).some(isHoliday),
    ).length,
  };
};

export const share = (part: number, whole: number): string =>
  whole === 0 ? 'n/a' : `${((100 * part) / whole).toFixed(0)} %`;
