import { type Timestamp, timestampOf } from '../../domain/primitives.js';

type Zone = { readonly format: Intl.DateTimeFormat; readonly offsets: Map<number, number> };
const ZONES = new Map<string, Zone>();

const zoneOf = (timeZone: string): Zone => {
  const known = ZONES.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { format, offsets: new Map() };
  ZONES.set(timeZone, zone);
  return zone;
};

const QUARTER_HOUR = 900_000;

/** How far local clocks are ahead of UTC. No zone has changed its clocks but on a quarter of an hour since 1970. */
const offsetAt = (instant: number, timeZone: string): number => {
  const { format, offsets } = zoneOf(timeZone);
  const start = Math.floor(instant / QUARTER_HOUR) * QUARTER_HOUR;
  const known = offsets.get(start);
  if (known !== undefined) return known;
  const parts = new Map(format.formatToParts(start).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  offsets.set(start, local - start);
  return local - start;
};

/** What clocks of the zone show at an instant, as if it were UTC. */
export const localTimeAt = (instant: number, timeZone: string): number => instant + offsetAt(instant, timeZone);

/** The instant at which clocks of the zone showed `local`; of an hour that happens twice the first, of one that is skipped what follows it. */
const instantOf = (local: number, timeZone: string): number => {
  const candidates = [-86_400_000, 86_400_000].map((nearby) => local - offsetAt(local + nearby, timeZone));
  const exact = candidates.filter((instant) => instant + offsetAt(instant, timeZone) === local);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};

const SECONDS_BELOW = 100_000_000_000;
const LATEST = Date.parse('9999-12-31T23:59:59Z');

/**
 * Seconds or milliseconds since 1970, in UTC or, from projects that export local time, as the clocks of the zone
 * showed it. `undefined` where that is no time.
 */
export const timeOf = (time: number, timeZone: string | undefined): Timestamp | undefined => {
  const milliseconds = Math.trunc(time < SECONDS_BELOW ? time * 1000 : time);
  if (!Number.isFinite(milliseconds) || milliseconds <= 0 || milliseconds > LATEST) return undefined;
  return timestampOf(timeZone === undefined || timeZone === 'UTC' ? milliseconds : instantOf(milliseconds, timeZone));
};
