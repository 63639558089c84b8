import type { Feed, Page, PullDeps } from '../feed.js';
import { MEBIBYTE } from '../vendor.js';
import { beginning, type ExportCursor, hoursBetween, MOST_HOURS, notReady, plusHours } from './export-cursor.js';
import { exportRequest } from './export-request.js';
import { exportedHours } from './exported-hours.js';

const LITTLE = 4 * MEBIBYTE;
const MUCH = 16 * MEBIBYTE;

const pageOf = (body: Buffer | undefined, cursor: ExportCursor): Page => ({
  kind: 'export-zip',
  body,
  cursor: JSON.stringify(cursor),
});

/** Hours to ask for at once after an answer of so many bytes. */
const hoursAfter = (hours: number, bytes: number): number => {
  if (bytes < LITTLE) return Math.min(hours * 2, MOST_HOURS);
  return bytes > MUCH ? Math.max(1, Math.floor(hours / 2)) : hours;
};

/**
 * Archives of what was uploaded, from `settings.startsOn` on, or a year ago if that is later, until the last hour that is
 * ready. A range that is too much for the vendor is halved, down to an hour. Ranges grow while archives are small and
 * shrink once they are large, to keep one below 16 MB where an hour has less; a single hour is taken whole, and is in
 * memory once. Throws `VendorRefused` and `VendorUnavailable` where a single hour cannot be had.
 */
export const exportFeed: Feed = {
  name: 'export',
  everySeconds: 3_600,
  pull: async function* ({ ask, connection, cursor, now }: PullDeps) {
    const until = notReady(now());
    let range = beginning(cursor, connection.settings.startsOn, now());
    while (range.hour < until) {
      const hours = Math.min(range.hours, hoursBetween(range.hour, until));
      const exported = await exportedHours(ask, exportRequest(connection, range.hour, hours));
      if (exported._tag === 'TooMuch') {
        if (hours === 1) throw exported.why;
        range = { ...range, hours: Math.floor(hours / 2) };
        yield pageOf(undefined, range);
        continue;
      }
      const body = exported._tag === 'Archive' ? exported.body : undefined;
      const hour = plusHours(range.hour, hours);
      range = { hour, hours: hoursAfter(hours, body?.length ?? 0), ended: hour >= until };
      yield pageOf(body, range);
    }
  },
};
