import { addDays, CalendarDate, DecimalString, dayOf, NonEmptyString, type Timestamp } from '../domain/primitives.js';
import { UsageMetric } from '../domain/usage/events.js';
import { accountOf, type MappedContext, saying, statedAs } from './mapped-record.js';
import type { SourcedCommand } from './translation.js';

const midnight = (day: CalendarDate): Timestamp => `${day}T00:00:00.000Z` as Timestamp;

/** What a record adds to its day. Quantities add up, so each change of a record counts once, as it was first mapped. */
export const mappedUsage = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const link = accountOf(context);
  const quantity = statedAs(context, 'quantity', DecimalString);
  if (link === undefined || link.account === null || quantity === undefined) return [];
  const { accountId, ...registered } = link.account;
  const { changedAt } = context.record;
  const day = statedAs(context, 'on', CalendarDate)?.value ?? dayOf(changedAt);
  const feature = statedAs(context, 'feature', NonEmptyString)?.value ?? null;
  const data = {
    accountId,
    occurredAt: midnight(day),
    metric: statedAs(context, 'metric', UsageMetric)?.value ?? 'events',
    feature,
    window: { start: midnight(day), end: midnight(addDays(day, 1)) },
    quantity: Number(quantity.value),
  } as const;
  const used = saying(context, 'used', { type: 'RecordUsage', data }, [changedAt]);
  if (feature === null) return [registered, used];
  const adoption = { accountId, occurredAt: midnight(day), feature };
  return [
    registered,
    used,
    { ...used, command: { type: 'AdoptFeature', data: adoption }, fact: ['adopted', accountId, feature, day] },
  ];
};
