import type { Page, PullDeps } from '../feed.js';
import { getPageOf } from './api.js';
import { pullList } from './list.js';
import { firstStart, latestStart } from './window.js';

const DAY = 86_400;
/** A survey stands in the list from when it is offered, and can be answered until its ticket closes, 28 days after it is solved at most. */
const ANSWERED_WITHIN = 30 * DAY;

/**
 * Satisfaction ratings are found by when they were offered, not by when they were given. So each run begins thirty days
 * before the last one, at midnight, that pages stay the same bytes where nothing changed.
 */
export async function* pullRatings(deps: PullDeps): AsyncGenerator<Page> {
  const { connection, cursor, now } = deps;
  const [from, place] = (cursor ?? '').split(' ');
  const first = firstStart({ connection, now });
  const start = Number(from || first);
  const recent = Math.floor((latestStart(now()) - ANSWERED_WITHIN) / DAY) * DAY;
  yield* pullList(getPageOf(deps), {
    path: 'satisfaction_ratings.json',
    key: 'satisfaction_ratings',
    kind: 'satisfaction-ratings',
    query: { start_time: `${start}` },
    after: place,
    within: start,
    next: Math.max(first, recent),
  });
}
