import type { CalendarDate } from '../primitives.js';
import { type AccountSeries, type Axis, axisOf, dayNumber, isFeatureMetric } from './daily-series.js';
import { countOver, daysSinceLast, type Flow, flowOf, isKnown, reportedOver, sumOver } from './flow.js';
import { type Level, levelAt, levelOf } from './level.js';
import type { Inputs } from './policy.js';

/** All that is read of a merged group of accounts, prepared once for any number of days. */
export type Readings = {
  readonly axis: Axis;
  readonly usage: Flow | undefined;
  readonly features: ReadonlyArray<Flow>;
  readonly activeUsers: Flow | undefined;
  readonly seats: Level;
  readonly opened: Flow | undefined;
  readonly solved: Flow | undefined;
  readonly satisfaction: Flow | undefined;
  readonly engagements: Flow | undefined;
  readonly departures: Flow | undefined;
  readonly arr: Level;
};

export const readingsOf = (members: ReadonlyArray<AccountSeries>, to: CalendarDate): Readings => {
  const axis = axisOf(members, to);
  const of = (metric: string) => members.flatMap((series) => series.get(metric) ?? []);
  const flow = (metric: string) => flowOf(axis, of(metric));
  const features = new Set(members.flatMap((series) => [...series.keys()].filter(isFeatureMetric)));
  return {
    axis,
    usage: flow('events'),
    features: [...features].flatMap((metric) => flow(metric) ?? []),
    activeUsers: flow('active_users'),
    seats: levelOf(axis, of('seats')),
    opened: flow('tickets_opened'),
    solved: flow('tickets_solved'),
    satisfaction: flow('csat'),
    engagements: flow('engagements'),
    departures: flow('stakeholders_left'),
    arr: levelOf(axis, of('arr')),
  };
};

const MONTH = 28;
const QUARTER = 90;
const YEAR = 365;
const SEATS_A_TICKET = 10;

/** From -1 (stopped) over 0 (as before) to 1 (began); missing where there was neither. */
const change = (before: number, now: number): number | null => {
  const larger = Math.max(before, now);
  return larger === 0 ? null : (now - before) / larger;
};

const usageTrend = ({ usage }: Readings, at: number): number | null => {
  if (!isKnown(usage, at - 2 * MONTH + 1)) return null;
  const now = sumOver(usage, at, MONTH);
  return change(sumOver(usage, at - MONTH, MONTH), now);
};

const seatUtilisation = ({ activeUsers, seats }: Readings, at: number): number | null => {
  const held = levelAt(seats, at);
  if (!isKnown(activeUsers, at) || held === null || held === 0) return null;
  const days = reportedOver(activeUsers, at, MONTH);
  return days === 0 ? 0 : sumOver(activeUsers, at, MONTH) / days / held;
};

const featuresUsed = ({ usage, features }: Readings, at: number): number | null => {
  if (!isKnown(usage, at) || !features.some((feature) => isKnown(feature, at))) return null;
  return features.filter((feature) => (daysSinceLast(feature, at) ?? MONTH) < MONTH).length;
};

const ticketLoad = ({ opened, solved, seats }: Readings, at: number): number | null => {
  if (!isKnown(opened, at)) return null;
  const closed = solved === undefined ? 0 : sumOver(solved, at, MONTH);
  const size = Math.max(1, (levelAt(seats, at) ?? 0) / SEATS_A_TICKET);
  return Math.max(0, sumOver(opened, at, MONTH) - closed) / size;
};

const satisfactionOver = ({ satisfaction }: Readings, at: number): number | null => {
  const ratings = satisfaction === undefined ? 0 : countOver(satisfaction, at, QUARTER);
  return satisfaction === undefined || ratings === 0 ? null : sumOver(satisfaction, at, QUARTER) / ratings;
};

const arrChange = ({ arr }: Readings, at: number): number | null => {
  const before = levelAt(arr, at - YEAR);
  const now = levelAt(arr, at);
  return before === null || now === null ? null : change(before, now);
};

const rounded = (input: number | null): number | null =>
  input === null ? null : Math.round(input * 10_000) / 10_000 + 0;

/**
 * The inputs as they stand at the end of a day, rounded to four decimals. What no source reported is missing (`null`),
 * never 0; once a source has reported, a day it says nothing about is a day on which nothing happened.
 *
 * - `usage_trend`: usage of the last 28 days against the 28 before, -1 to 1
 * - `usage_recency_days`, `engagement_recency_days`: days since the last of it
 * - `seat_utilisation`: active users of an average reported day of the last 28, a seat
 * - `features_used`: different features used in the last 28 days
 * - `ticket_load`: cases opened less those solved in the last 28 days, for every ten seats
 * - `csat`: mean satisfaction of the last 90 days, 0 to 1
 * - `stakeholders_left`: people who left in the last 90 days
 * - `arr_change`: yearly value against the one a year ago, -1 to 1
 */
export const inputsOn = (readings: Readings, day: CalendarDate): Inputs => {
  const at = dayNumber(day) - readings.axis.start;
  const { usage, engagements, departures } = readings;
  return {
    usage_trend: rounded(usageTrend(readings, at)),
    usage_recency_days: daysSinceLast(usage, at),
    seat_utilisation: rounded(seatUtilisation(readings, at)),
    features_used: featuresUsed(readings, at),
    ticket_load: rounded(ticketLoad(readings, at)),
    csat: rounded(satisfactionOver(readings, at)),
    engagement_recency_days: daysSinceLast(engagements, at),
    stakeholders_left: isKnown(departures, at) ? sumOver(departures, at, QUARTER) : null,
    arr_change: rounded(arrChange(readings, at)),
  };
};
