import type { EventOf } from '../../domain/catalogue.js';
import { dayOf } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { monthOf } from './months.js';
import { segmentActivity } from './table.js';

/** An account is active on the days on which something is done in the product. */
export const activity: Fold<ReadonlyArray<string>, EventOf<'UsageRecorded'>> = {
  table: segmentActivity,
  handles: ['UsageRecorded'],
  keysOf: ({ event: { data } }) => (data.quantity > 0 ? [[data.accountId, monthOf(data.occurredAt)]] : []),
  evolve: (days = [], { event }) => {
    const day = dayOf(event.data.occurredAt);
    return days.includes(day) ? days : [...days, day].sort();
  },
  toCells: (days) => [days],
  fromCells: ([days]) => days as ReadonlyArray<string>,
};
