import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { isNegative } from '../decimal.js';
import type { ContractId } from '../ids.js';
import { lookUp } from '../keyed.js';
import { isHeld } from '../latest.js';
import type { CalendarDate, Money } from '../primitives.js';
import type { AccountCommand } from './commands.js';
import { newContract, termOf } from './contract.js';
import type { AccountRefusal } from './errors.js';
import type { AccountEvent } from './events.js';
import { type AccountState, profileFieldsOf, refKey } from './state.js';

type Decision = E.Either<AccountRefusal, ReadonlyArray<AccountEvent>>;

const possibleValue =
  (contractId: ContractId, arr: Money) =>
  (decision: Decision): Decision =>
    isNegative(arr.amount) ? E.left({ _tag: 'ContractValueNegative', contractId }) : decision;

const possibleTerm =
  (contractId: ContractId, startsOn: CalendarDate, endsOn: CalendarDate) =>
  (decision: Decision): Decision =>
    endsOn <= startsOn ? E.left({ _tag: 'ContractEndsBeforeItStarts', contractId }) : decision;

export const decide = (command: AccountCommand, state: AccountState): Decision => {
  const at = command.data.occurredAt;
  switch (command.type) {
    case 'RegisterAccount': {
      const held = lookUp(state.refs, refKey(command.data.ref));
      return unlessHeld(held !== undefined && held.since <= at, { type: 'AccountRegistered', data: command.data });
    }
    case 'ChangeAccountProfile': {
      const said = profileFieldsOf(command.data.changes);
      const held = said.every(([field, value]) => isHeld(state.profile[field], { value, at }));
      return unlessHeld(held, { type: 'AccountProfileChanged', data: command.data });
    }
    case 'ChangeLifecycleStage': {
      const held = isHeld(state.stage, { value: command.data.stage, at });
      return unlessHeld(held, { type: 'LifecycleStageChanged', data: command.data });
    }
    case 'SignContract': {
      const { contractId, arr, startsOn, endsOn } = command.data;
      const event = { type: 'ContractSigned', data: command.data } as const;
      const held = isHeld(contractOf(state, contractId).signed, termOf(event));
      return possibleValue(contractId, arr)(possibleTerm(contractId, startsOn, endsOn)(unlessHeld(held, event)));
    }
    case 'RenewContract': {
      const { contractId, arr, effectiveOn, endsOn } = command.data;
      const event = { type: 'ContractRenewed', data: command.data } as const;
      const held = isHeld(lookUp(contractOf(state, contractId).renewals, effectiveOn), termOf(event));
      return possibleValue(contractId, arr)(possibleTerm(contractId, effectiveOn, endsOn)(unlessHeld(held, event)));
    }
    case 'AmendContract': {
      const { contractId, arr, effectiveOn } = command.data;
      const held = isHeld(lookUp(contractOf(state, contractId).amendments, effectiveOn), { value: arr, at });
      return possibleValue(contractId, arr)(unlessHeld(held, { type: 'ContractAmended', data: command.data }));
    }
    case 'CancelContract': {
      const { contractId, effectiveOn, reason } = command.data;
      const held = isHeld(contractOf(state, contractId).cancelled, { value: { effectiveOn, reason }, at });
      return unlessHeld(held, { type: 'ContractCancelled', data: command.data });
    }
    case 'MergeAccount': {
      const { accountId, into } = command.data;
      if (into === accountId) return E.left({ _tag: 'AccountMergedIntoItself', accountId });
      return unlessHeld(isHeld(state.mergedInto, { value: into, at }), { type: 'AccountMerged', data: command.data });
    }
    case 'SeparateAccount': {
      const held = isHeld(state.mergedInto, { value: command.data.accountId, at });
      return unlessHeld(held, { type: 'AccountSeparated', data: command.data });
    }
    case 'RemoveAccountRecord': {
      const held = isHeld(lookUp(state.presence, refKey(command.data.ref)), { value: 'removed', at });
      return unlessHeld(held, { type: 'AccountRecordRemoved', data: command.data });
    }
    case 'RestoreAccountRecord': {
      const held = isHeld(lookUp(state.presence, refKey(command.data.ref)), { value: 'restored', at });
      return unlessHeld(held, { type: 'AccountRecordRestored', data: command.data });
    }
  }
};

const contractOf = (state: AccountState, contractId: ContractId) => lookUp(state.contracts, contractId) ?? newContract;
