import type { EventOf } from '../../domain/catalogue.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { recordedDayOf } from '../two-clocks/recorded-day.js';
import { monthOf } from './months.js';
import { segmentActivity } from './table.js';

/** An account is active on the days on which something is done in the product; each is known since it was told first. */
export const activity: Fold<Keyed<CalendarDate>, EventOf<'UsageRecorded'>> = {
  table: segmentActivity,
  handles: ['UsageRecorded'],
  keysOf: ({ event: { data } }) => (data.quantity > 0 ? [[data.accountId, monthOf(data.occurredAt)]] : []),
  evolve: (told = {}, recorded) => {
    const day = dayOf(recorded.event.data.occurredAt);
    const on = recordedDayOf(recorded);
    const held = lookUp(told, day);
    return held !== undefined && held <= on ? told : put(told, day, on);
  },
  toCells: (told) => {
    const days = Object.keys(told).sort();
    return [days, days.map((day) => lookUp(told, day) ?? null)];
  },
  fromCells: ([days, told]) => {
    const on = told as ReadonlyArray<CalendarDate>;
    return Object.fromEntries(
      (days as ReadonlyArray<string>).flatMap((day, i) => (on[i] === undefined ? [] : [[day, on[i]]])),
    );
  },
};
