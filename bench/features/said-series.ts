import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { AccountId } from '../../domain/ids.js';
import { type Dated, latest } from '../../domain/latest.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Entry } from '../../ml/features/daily-entries.js';

const owners = (events: ReadonlyArray<RecordedEvent>): ReadonlyMap<string, AccountId | null> => {
  const ties = new Map<string, Dated<AccountId | null>>();
  for (const { event } of events) {
    if (event.type !== 'StakeholderLinked') continue;
    const { stakeholderId, accountId: value, occurredAt: at } = event.data;
    ties.set(stakeholderId, latest(ties.get(stakeholderId), { value, at }));
  }
  return new Map([...ties].map(([id, { value }]) => [id, value]));
};

/** Engagements and seats of each account by day, as the trends keep them. */
export const saidSeries = (events: ReadonlyArray<RecordedEvent>): ReadonlyMap<AccountId, ReadonlyArray<Entry>> => {
  const ownerOf = owners(events);
  const entries = new Map<AccountId, Array<Entry>>();
  const add = (accountId: AccountId, entry: Entry) => {
    const held = entries.get(accountId);
    if (held === undefined) entries.set(accountId, [entry]);
    else held.push(entry);
  };
  const seats = new Map<AccountId, Map<CalendarDate, Dated<number>>>();
  for (const { event } of events) {
    const day = dayOf(event.data.occurredAt);
    if (event.type === 'StakeholderEngaged') {
      const owner = ownerOf.get(event.data.stakeholderId);
      if (owner) add(owner, { name: 'engagements', day, value: 1 });
    }
    if (event.type === 'SeatsChanged') {
      const { accountId, seats: value, occurredAt: at } = event.data;
      const days = seats.get(accountId) ?? new Map<CalendarDate, Dated<number>>();
      seats.set(accountId, days.set(day, latest(days.get(day), { value, at })));
    }
  }
  for (const [accountId, days] of seats)
    for (const [day, { value }] of days) add(accountId, { name: 'seats', day, value });
  return entries;
};
