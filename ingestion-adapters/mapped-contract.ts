import { deterministicId } from '../application/deterministic-id.js';
import type { ContractId } from '../domain/ids.js';
import { later } from '../domain/latest.js';
import { CalendarDate, Currency, DecimalString, dayOf, NonEmptyString } from '../domain/primitives.js';
import { accountOf, deletedAt, type MappedContext, saying, statedAs } from './mapped-record.js';
import { usualCurrency } from './mapped-values.js';
import type { SourcedCommand } from './translation.js';

/** What is missing for the contract to say anything, where something is. */
export const missingOfContract = (context: MappedContext): string | undefined => {
  if (context.record.account === undefined || context.record.account === null) return 'account';
  if (statedAs(context, 'currency', Currency) === undefined && usualCurrency(context) === null) return 'currency';
  return ['arr', 'startsOn', 'endsOn'].find((name) => statedAs(context, name, NonEmptyString) === undefined);
};

/** A contract that was deleted is over from the day it would have begun. */
export const mappedContract = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const link = accountOf(context);
  if (link === undefined || link.account === null) return [];
  const { accountId, ...registered } = link.account;
  const { source, name } = context.connection;
  const contractId = deterministicId('contract', source, name, context.record.id) as ContractId;
  const arr = statedAs(context, 'arr', DecimalString);
  const startsOn = statedAs(context, 'startsOn', CalendarDate);
  const endsOn = statedAs(context, 'endsOn', CalendarDate);
  const currency = statedAs(context, 'currency', Currency);
  const money = currency?.value ?? usualCurrency(context);
  const cancelledOn = statedAs(context, 'cancelledOn', CalendarDate);
  const reason = statedAs(context, 'cancelReason', NonEmptyString)?.value ?? null;
  const deleted = deletedAt(context);
  const facts: Array<SourcedCommand> = [registered];
  if (arr !== undefined && startsOn !== undefined && endsOn !== undefined && money !== null) {
    const occurredAt = [arr, startsOn, endsOn, ...(currency === undefined ? [] : [currency])]
      .map(({ at }) => at)
      .reduce(later);
    const term = { arr: { amount: arr.value, currency: money }, startsOn: startsOn.value, endsOn: endsOn.value };
    const data = { accountId, contractId, occurredAt, ...term };
    facts.push(saying(context, 'signed', { type: 'SignContract', data }));
  }
  const over = deleted ?? cancelledOn?.at;
  if (over !== undefined) {
    const deletedOn = startsOn?.value ?? dayOf(context.record.changedAt);
    const effectiveOn = deleted === undefined && cancelledOn !== undefined ? cancelledOn.value : deletedOn;
    const data = { accountId, contractId, occurredAt: over, effectiveOn, reason };
    facts.push(saying(context, 'cancelled', { type: 'CancelContract', data }));
  }
  return facts;
};
