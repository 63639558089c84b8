import { type Timestamp, timestampOf } from '../domain/primitives.js';

type Zone = { readonly clock: Intl.DateTimeFormat; readonly offsets: Map<number, number> };

const ZONES = new Map<string, Zone>();
const OFFSETS_KEPT = 100_000;

const zoneOf = (timeZone: string): Zone => {
  const known = ZONES.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const zone = { clock, offsets: new Map() };
  ZONES.set(timeZone, zone);
  return zone;
};

/** Whether there is such an IANA zone. */
export const isTimeZone = (name: string): boolean => {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
};

const SECOND = 1_000;
const QUARTER_HOUR = 900_000;
const DAY = 86_400_000;
/** Since then no zone has changed its clocks but on a quarter of an hour (IANA: Africa/Monrovia was the last, in 1972). */
const ON_QUARTERS_SINCE = Date.UTC(1973, 0);

/** How far the clocks of the zone are ahead of UTC. */
const offsetAt = (instant: number, timeZone: string): number => {
  const { clock, offsets } = zoneOf(timeZone);
  const grain = instant < ON_QUARTERS_SINCE ? SECOND : QUARTER_HOUR;
  const start = Math.floor(instant / grain) * grain;
  const known = offsets.get(start);
  if (known !== undefined) return known;
  const offset = Date.parse(`${clock.format(start).replace(' ', 'T')}Z`) - start;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  offsets.set(start, offset);
  return offset;
};

/** What clocks of the zone show at an instant, as if it were UTC; both in milliseconds since 1970. */
export const localTimeAt = (instant: number, timeZone: string): number => instant + offsetAt(instant, timeZone);

/** What clocks of the zone show, as `2026-03-01T09:30:00`. */
export const shownAt = (instant: Timestamp, timeZone: string): string =>
  timestampOf(localTimeAt(Date.parse(instant), timeZone)).slice(0, 19);

/**
 * When clocks of the zone show `local`, which is read as if it were UTC; the earlier of the two where an hour happens twice, and where
 * it is skipped, what the clocks would have shown had they not been put forward. Both in milliseconds since 1970.
 */
export const instantOf = (local: number, timeZone: string): number => {
  const candidates = [-DAY, DAY].map((nearby) => local - offsetAt(local + nearby, timeZone));
  const exact = candidates.filter((instant) => localTimeAt(instant, timeZone) === local);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
};
