import type { AccountCommand } from '../domain/account/commands.js';
import { canonical } from '../domain/canonical.js';
import { isPositive } from '../domain/decimal.js';
import type { ContractId, OpportunityId } from '../domain/ids.js';
import { later } from '../domain/latest.js';
import { opportunityAggregate } from '../domain/opportunity/aggregate.js';
import type { OpportunityEvent } from '../domain/opportunity/events.js';
import { currencyOf, kindOf, type OpportunityState, yearlyValueOf } from '../domain/opportunity/state.js';
import { type CalendarDate, type DecimalString, dayOf, type Timestamp, timestampOf } from '../domain/primitives.js';
import { deterministicId } from './deterministic-id.js';

type ContractCommand = Extract<AccountCommand, { type: 'SignContract' | 'RenewContract' }>;

/** A signing is restated as a whole; a renewal that takes effect on another day is another one. */
const signedIdOf = (opportunityId: OpportunityId): ContractId =>
  deterministicId('contract', opportunityId, 'signed') as ContractId;
const renewalIdOf = (opportunityId: OpportunityId, effectiveOn: CalendarDate): ContractId =>
  deterministicId('contract', opportunityId, 'renewal', effectiveOn) as ContractId;

const yearAfter = (day: CalendarDate): CalendarDate => {
  const date = new Date(day);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return dayOf(timestampOf(date));
};

/**
 * The contract a won opportunity stands for, for a year from the day it closed; `undefined` while it is not won, not
 * tied to an account, or has no value. A renewal renews; anything else is a contract beside those there are.
 */
const contractCommandFor = (opportunityId: OpportunityId, state: OpportunityState): ContractCommand | undefined => {
  const { status, account, closesOn } = state;
  const amount = yearlyValueOf(state);
  const currency = currencyOf(state);
  if (status?.value !== 'won' || account === undefined || account.value === null) return undefined;
  if (amount === undefined || currency === undefined || !isPositive(amount)) return undefined;
  const startsOn = closesOn?.value ?? dayOf(status.at);
  const said = {
    accountId: account.value,
    occurredAt: later(status.at, account.at),
    arr: { amount, currency },
    endsOn: yearAfter(startsOn),
  };
  const renews = kindOf(state) === 'renewal';
  return renews
    ? {
        type: 'RenewContract',
        data: { ...said, contractId: renewalIdOf(opportunityId, startsOn), effectiveOn: startsOn },
      }
    : { type: 'SignContract', data: { ...said, contractId: signedIdOf(opportunityId), startsOn } };
};

/** The nth thing said to an account about a contract, counting from 0. */
export type Statement = { readonly subject: string; readonly number: number; readonly command: ContractCommand };

const subjectOf = ({ data }: ContractCommand): string => JSON.stringify([data.accountId, data.contractId]);

const worthNothing = ({ type, data }: ContractCommand): ContractCommand =>
  ({ type, data: { ...data, arr: { ...data.arr, amount: '0' as DecimalString } } }) as ContractCommand;

const shifted = (at: Timestamp, milliseconds: number): Timestamp => timestampOf(Date.parse(at) + milliseconds);

const dated = ({ command: { type, data }, ...statement }: Statement): Statement => ({
  ...statement,
  command: { type, data: { ...data, occurredAt: shifted(data.occurredAt, statement.number) } } as ContractCommand,
});

/**
 * What is to be said to accounts about the contracts of an opportunity with this history: its contract, and that any
 * other it was taken for before is worth nothing. A restatement is dated a millisecond after what it restates, so that
 * it holds although it speaks of the same moment.
 */
export const contractStatements = (
  opportunityId: OpportunityId,
  history: ReadonlyArray<OpportunityEvent>,
): ReadonlyArray<Statement> => {
  const { initialState, evolve } = opportunityAggregate;
  const said = new Map<string, Statement>();
  const say = (command: ContractCommand) => {
    const subject = subjectOf(command);
    const held = said.get(subject);
    if (held !== undefined && canonical(held.command) === canonical(command)) return;
    said.set(subject, { subject, number: held === undefined ? 0 : held.number + 1, command });
  };
  let state = initialState;
  for (const event of history) {
    state = evolve(state, event);
    const command = contractCommandFor(opportunityId, state);
    for (const { subject, command: before } of [...said.values()]) {
      if (command === undefined || subjectOf(command) !== subject) say(worthNothing(before));
    }
    if (command !== undefined) say(command);
  }
  return [...said.values()].map(dated);
};
