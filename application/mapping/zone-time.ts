import { type Timestamp, timestampOf } from '../../domain/primitives.js';

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = CLOCKS.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  CLOCKS.set(timeZone, clock);
  return clock;
};

/** Whether there is such an IANA zone. */
export const isTimeZone = (name: string): boolean => {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
};

/** What clocks of the zone show, as `2026-03-01T09:30:00`. */
export const shownAt = (instant: Timestamp, timeZone: string): string =>
  clockOf(timeZone).format(Date.parse(instant)).replace(' ', 'T');

const HALF_A_DAY = 43_200_000;

/**
 * When clocks of the zone show `local`, such as `2026-03-01T09:30:00.5`; the earlier of the two where an hour happens twice, and
 * where it is skipped, what the clocks would have shown had they not been put forward. `undefined` where that is no time.
 */
export const instantOf = (local: string, timeZone: string): Timestamp | undefined => {
  const asUtc = Date.parse(`${local.replace(/(\.\d{3})\d+$/, '$1')}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const ahead = (instant: number): number => {
    const second = Math.floor(instant / 1_000) * 1_000;
    return Date.parse(`${shownAt(timestampOf(second), timeZone)}Z`) - second;
  };
  const [before, after] = [ahead(asUtc - 2 * HALF_A_DAY), ahead(asUtc + 2 * HALF_A_DAY)];
  const earliest = asUtc - Math.max(before, after);
  const latest = asUtc - Math.min(before, after);
  const instant = earliest + ahead(earliest) === asUtc ? earliest : latest;
  return timestampOf(instant);
};
