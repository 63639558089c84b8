import { earlier } from '../../domain/latest.js';
import type { CalendarDate, Timestamp } from '../../domain/primitives.js';
import { type EventNamingAccount, eventsNamingAccounts } from '../account-events.js';
import type { Fold } from '../fold.js';
import { segmentKnown } from './table.js';

const startOf = (day: CalendarDate): Timestamp => `${day}T00:00:00.000Z` as Timestamp;

/** A contract runs from its first day, whenever that is said; a score is of the day it scores. */
const since = ({ type, data }: EventNamingAccount): Timestamp => {
  switch (type) {
    case 'ContractSigned':
      return earlier(data.occurredAt, startOf(data.startsOn));
    case 'ContractAmended':
    case 'ContractRenewed':
      return earlier(data.occurredAt, startOf(data.effectiveOn));
    case 'HealthScored':
      return startOf(data.day);
    default:
      return data.occurredAt;
  }
};

/** An account exists as soon as any fact names it. */
export const known: Fold<Timestamp, EventNamingAccount> = {
  table: segmentKnown,
  handles: eventsNamingAccounts,
  keysOf: ({ event: { data } }) => (data.accountId === null ? [] : [[data.accountId]]),
  evolve: (held, { event }) => earlier(held, since(event)),
  toCells: (state) => [state],
  fromCells: ([state]) => state as Timestamp,
};
