import * as E from 'fp-ts/lib/Either.js';
import type { AccountId } from '../../domain/ids.js';
import { type CalendarDate, Currency, dayOf } from '../../domain/primitives.js';
import { notUnderstood, type Said } from '../translation.js';
import type { ChangeContext } from './record-change.js';
import { contractIdOf, createdIn, meantIn, said, saying } from './saying.js';
import { dateOf, decimalOf, timeOf } from './values.js';

/** What amounts of a record are in: its own currency where the organisation has several, else the connection's. */
export const currencyIn = ({ connection, change }: ChangeContext): Currency | undefined => {
  const decoded = Currency.decode(change.fields.get('CurrencyIsoCode') ?? connection.settings.currency);
  return E.isRight(decoded) ? decoded.right : undefined;
};

type Term = {
  readonly accountId: AccountId;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly arr: string;
};

/** A term needs all of its parts at once; a change of one of them is said by the pull, which reads the whole record. */
export const termSaid = (context: ChangeContext, { arr, ...term }: Term): ReadonlyArray<Said> => {
  const amount = decimalOf(arr);
  const currency = currencyIn(context);
  if (amount === undefined || currency === undefined || amount.startsWith('-') || term.endsOn <= term.startsOn) {
    return [notUnderstood(`term of ${context.change.object}`)];
  }
  const data = { ...term, contractId: contractIdOf(context), occurredAt: context.change.at, arr: { amount, currency } };
  const parts = [term.startsOn, term.endsOn, amount, currency];
  return [said(saying(context, 'term', { type: 'SignContract', data }, ...parts))];
};

/**
 * The yearly value and the renewal date that many organisations keep on the account itself. A term whose start no field
 * names runs from the day the account was made.
 */
export const accountTerm = (context: ChangeContext, accountId: AccountId): ReadonlyArray<Said> => {
  const meant = meantIn(context, 'Account');
  const arr = meant.get('arr')?.value ?? undefined;
  const endsOn = dateOf(meant.get('renewsOn')?.value ?? '');
  const created = createdIn(context, timeOf);
  const startsOn = dateOf(meant.get('startsOn')?.value ?? '') ?? (created === undefined ? undefined : dayOf(created));
  if (arr === undefined || endsOn === undefined || startsOn === undefined) return [];
  return termSaid(context, { accountId, startsOn, endsOn, arr });
};
