import type { HealthEvent } from '../../domain/health/events.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { monthOf, onDay } from './daily.js';
import { trendHealth } from './table.js';

/** Of two scores of a day, the later in the account's one stream holds. */
type Scored = { readonly score: number | null; readonly revision: string };

/** The score of each day of a month. */
export const health: Fold<Keyed<Scored>, HealthEvent> = {
  table: trendHealth,
  handles: ['HealthScored'],
  keysOf: ({ event }) => [[event.data.accountId, monthOf(event.data.day)]],
  evolve: (days = {}, { event: { data }, revision }) => {
    const held = lookUp(days, data.day);
    if (held !== undefined && BigInt(held.revision) > revision) return days;
    return put(days, data.day, { score: data.score, revision: `${revision}` });
  },
  toCells: (state) => [state],
  fromCells: ([state]) => state as Keyed<Scored>,
  contributions: (days, [accountId = '']) =>
    Object.entries(days).flatMap(([day, { score }]) =>
      score === null ? [] : [onDay(accountId, 'health', day as CalendarDate, score)],
    ),
};
