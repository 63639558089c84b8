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
    pull: pullByTime({ key: 'organizations', kind: 'organizations', listed: { path: 'organizations.json', by: 'id' } }),
  },
  { name: 'satisfaction_ratings', everySeconds: HOUR, pull: pullRatings },
  {
    name: 'ticket_metric_events',
    everySeconds: HOUR,
    // Its own address lists it by cursor as well: see "Pagination" at developer.zendesk.com/api-reference/ticketing/tickets/ticket_metric_events.
    pull: pullByTime({
      key: 'ticket_metric_events',
      kind: 'ticket-metric-events',
      listed: { path: 'incremental/ticket_metric_events.json', by: 'time' },
      againSeconds: 24 * HOUR,
    }),
  },
];
