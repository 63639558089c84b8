import type { EventOf } from '../../domain/catalogue.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { type Dated, latest } from '../../domain/latest.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { onDay } from './daily.js';
import { trendSeats } from './table.js';

/** The number of seats each day ended with. */
export const seats: Fold<Keyed<Dated<number>>, EventOf<'SeatsChanged'>> = {
  table: trendSeats,
  handles: ['SeatsChanged'],
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (days = {}, { event }) => {
    const { seats: value, occurredAt: at } = event.data;
    return put(days, dayOf(at), latest(lookUp(days, dayOf(at)), { value, at }));
  },
  toCells: (state) => [state],
  fromCells: ([state]) => state as Keyed<Dated<number>>,
  contributions: (days, [accountId = '']) =>
    Object.entries(days).map(([day, { value }]) => onDay(accountId, 'seats', day as CalendarDate, value)),
};
