import { dayOf } from '../../domain/primitives.js';
import { wholeBook } from '../../domain/whole-book.js';
import type { Projection } from '../projection.js';
import type { Rollup } from '../rollup.js';
import { remembered } from '../two-clocks/remembered.js';
import { accounts } from './accounts.js';
import { adoptions } from './adoptions.js';
import { cases } from './cases.js';
import { DAYS, onDay } from './daily.js';
import { health } from './health.js';
import { opportunities } from './opportunities.js';
import { seats } from './seats.js';
import { stakeholders } from './stakeholders.js';
import { trends, trendsOffDay } from './table.js';
import { countedInBook, withWholeBook } from './whole-book.js';

/**
 * Quantities add up on the day their window starts, however late they are told. How often usage was said depends on how
 * its vendor cut it into deliveries, so it counts as much as it is.
 */
const rollup: Rollup = {
  table: trends,
  offDay: trendsOffDay,
  slots: DAYS,
  handles: ['UsageRecorded'],
  contributions: ({ event }) => {
    if (event.type !== 'UsageRecorded') return [];
    const { accountId, metric, window, quantity, feature } = event.data;
    const said = onDay(accountId, metric, dayOf(window.start), quantity, feature ?? '');
    return withWholeBook([{ ...said, count: quantity === 0 ? 1 : said.sum }]);
  },
};

/** What happened on each day of each account, and of the whole book, by the time it happened, and since when the log knows. */
export const trendsProjection: Projection = {
  name: 'trends',
  version: 4,
  folds: [cases, stakeholders, opportunities, seats, adoptions, accounts, health].map((fold) =>
    remembered(countedInBook(fold)),
  ),
  rollup,
  noticeKey: (table, [accountId]) => (table === trends.name && accountId !== wholeBook ? accountId : undefined),
};
