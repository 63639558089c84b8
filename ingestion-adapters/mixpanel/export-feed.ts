import { localTimeAt } from '../../application/zone-time.js';
import { type CalendarDate, dayOf, timestampOf } from '../../domain/primitives.js';
import type { Feed, Page, PullDeps } from '../feed.js';
import { MEBIBYTE } from '../vendor.js';
import { beginning, type ExportCursor, following } from './export-cursor.js';
import { exportRequest } from './export-request.js';
import { partsOf } from './lines.js';
import { wholeExport } from './whole-export.js';

const KIND = 'export-ndjson';
const BYTES_A_PAGE = 8 * MEBIBYTE;

const todayIn = (timeZone: string | undefined, now: Date): CalendarDate =>
  dayOf(timestampOf(localTimeAt(now.getTime(), timeZone ?? 'UTC')));

/** The pages of a stretch: the cursor moves with the last of them. */
function* pagesOf(body: Buffer, before: ExportCursor, after: ExportCursor): Generator<Page> {
  const parts = [...partsOf(body, BYTES_A_PAGE)];
  for (const [i, part] of parts.entries()) {
    const cursor = JSON.stringify(i === parts.length - 1 ? after : before);
    yield { kind: KIND, body: part, cursor };
  }
  if (parts.length === 0) yield { kind: KIND, body: undefined, cursor: JSON.stringify(after) };
}

/**
 * Events as they are stored, day by day of the project's zone, from `settings.startsOn` until today; each later run looks
 * back five days for events that came late. An answer has at most `linesAnAnswer` lines, 25,000 unless said otherwise: a day with more is asked for in halves of
 * its time, down to one second, which is asked for whole. So an answer takes about 25 MB of memory at a kilobyte a line.
 * The vendor allows 60 queries an hour: with little use a run takes six.
 */
export const makeExportFeed = (linesAnAnswer = 25_000): Feed => ({
  name: 'export',
  everySeconds: 3_600,
  pull: async function* ({ ask, connection, cursor, now }: PullDeps) {
    const today = todayIn(connection.settings.timeZone, now());
    let stretch = beginning(cursor, connection.settings.startsOn, today);
    while (stretch.day <= today) {
      const limit = stretch.seconds > 1 ? linesAnAnswer : undefined;
      const { body, lines } = await wholeExport(ask, exportRequest(connection, stretch, limit));
      if (limit !== undefined && lines >= limit) {
        stretch = { ...stretch, seconds: Math.ceil(stretch.seconds / 2) };
        yield { kind: KIND, body: undefined, cursor: JSON.stringify(stretch) };
        continue;
      }
      const next = following(stretch, lines < linesAnAnswer / 4);
      const after = next.day > today ? { ...next, day: today, second: 0, ended: true } : next;
      yield* pagesOf(body, stretch, after);
      stretch = next;
    }
  },
});
