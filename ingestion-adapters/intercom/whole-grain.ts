import { type AskIntercom, unavailable } from './ask.js';
import { type Found, justThen, type Searched, search } from './search.js';

const READINGS = 8;

/**
 * All that was last changed in one second, or day, page by page. While it is read records may be changed again, and leave
 * their place: those behind move up by one, and the one at the edge of a page would be missed. That shows in a total that
 * is another, or in a record that is met twice; then it is read once more. What is still being changed, as today's
 * records are, is taken as it is after a few readings, for the next pull begins with it.
 */
export async function* wholeGrain(
  ask: AskIntercom,
  searched: Searched,
  at: number,
  isOver: boolean,
): AsyncGenerator<Found> {
  for (let reading = 1; reading <= READINGS; reading++) {
    const met = new Set<string>();
    let total: number | undefined;
    let moved = false;
    let next: string | undefined;
    do {
      const found = await search(ask, searched, justThen(at), next);
      moved ||= (total !== undefined && found.total !== total) || found.ids.some((id) => met.has(id));
      total = found.total;
      for (const id of found.ids) met.add(id);
      if (found.records.length > 0) yield found;
      next = found.next;
    } while (next !== undefined);
    if (!moved) return;
  }
  if (isOver) throw unavailable(`what it holds of one time (${at}) kept moving while it was read`);
}
