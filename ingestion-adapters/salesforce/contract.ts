import { lookUp } from '../../domain/keyed.js';
import { addDays, type CalendarDate, dayOf, timestampOf } from '../../domain/primitives.js';
import { termSaid } from './account-term.js';
import { accountIn, contractIdOf, meantIn, said, saying, type ToSaid } from './saying.js';
import { countOf, dateOf } from './values.js';

const STATES: Readonly<Record<string, 'runs' | 'cancelled'>> = {
  activated: 'runs',
  expired: 'runs',
  terminated: 'cancelled',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

const monthsAfter = (day: CalendarDate, months: number): CalendarDate => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(timestampOf(Date.UTC(year, month - 1 + months, Math.min(date, last))));
};

/** Salesforce's last day of a contract still belongs to it; ours is the first one after it. */
const endIn = (startsOn: CalendarDate, endDate: string, term: string): CalendarDate | undefined => {
  const last = dateOf(endDate);
  if (last !== undefined) return addDays(last, 1);
  const months = countOf(term);
  return months === undefined || months === 0 || months > 1200 ? undefined : monthsAfter(startsOn, months);
};

/**
 * A contract of an organisation that keeps its yearly value on it. What is said of it in part waits for the pull: a term
 * needs all of its parts, and the account that the contract is kept with.
 */
export const contractSaid: ToSaid = (context) => {
  const { fields, at, is } = context.change;
  const account = accountIn(context);
  const meant = meantIn(context, 'Contract');
  const arr = meant.get('arr')?.value ?? undefined;
  const startsOn = dateOf(meant.get('startsOn')?.value ?? '');
  const endsOn = startsOn && endIn(startsOn, meant.get('endsOn')?.value ?? '', fields.get('ContractTerm') ?? '');
  if (account === undefined || account === null) return [];
  const status = (fields.get('StatusCode') ?? fields.get('Status') ?? '').toLowerCase();
  const state = is === 'deleted' ? 'cancelled' : lookUp(STATES, status);
  if (arr === undefined || startsOn === undefined || endsOn === undefined || state === undefined)
    return [said(account)];
  const { accountId } = account;
  if (state === 'runs') return [said(account), ...termSaid(context, { accountId, startsOn, endsOn, arr })];
  const effectiveOn = is === 'deleted' ? startsOn : dayOf(at);
  const data = { accountId, contractId: contractIdOf(context), occurredAt: at, effectiveOn, reason: null };
  return [said(account, saying(context, 'cancelled', { type: 'CancelContract', data }, effectiveOn))];
};
