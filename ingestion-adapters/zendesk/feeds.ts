import type { Feed } from '../feed.js';
import { pullTickets } from './cursor-export.js';
import { pullRatings } from './ratings.js';
import { pullByTime } from './time-export.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Incremental exports may be asked for ten times a minute, all of a desk's together. */
export const zendeskFeeds: ReadonlyArray<Feed> = [
  { name: 'tickets', everySeconds: 5 * MINUTE, pull: pullTickets },
  {
    name: 'organizations',
    everySeconds: 15 * MINUTE,
    pull: pullByTime({ key: 'organizations', kind: 'organizations', listedAt: 'organizations.json' }),
  },
  { name: 'satisfaction_ratings', everySeconds: HOUR, pull: pullRatings },
  {
    name: 'ticket_metric_events',
    everySeconds: HOUR,
    pull: pullByTime({ key: 'ticket_metric_events', kind: 'ticket-metric-events', againSeconds: 24 * HOUR }),
  },
];
