import { cancelledOnOf, endOf } from '../../domain/account/contract.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { isOfCrm, removedAtOf } from '../../domain/account/presence.js';
import { type AccountState, evolve, initialAccount } from '../../domain/account/state.js';
import { accountEvents } from '../account-events.js';
import { arrStepCells } from '../contract-steps.js';
import type { Fold } from '../fold.js';
import { searchedText } from '../searched-text.js';
import type { Cell } from '../table.js';
import { accounts } from './table.js';

const columns = ['name', 'domain', 'industry', 'plan', 'region', 'segment'] as const;

const contractCells = ({ contracts }: AccountState): ReadonlyArray<Cell> => {
  const kept = Object.values(contracts).filter((contract) => cancelledOnOf(contract) === undefined);
  return [...arrStepCells(contracts), kept.flatMap((contract) => endOf(contract) ?? []).sort()];
};

export const profiles: Fold<AccountState, AccountEvent> = {
  table: accounts,
  handles: accountEvents,
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (held = initialAccount, { event }) => evolve(held, event),
  toCells: (state) => [
    state,
    ...columns.map((field) => state.profile[field]?.value ?? null),
    state.stage?.value ?? null,
    state.mergedInto?.value ?? null,
    isOfCrm(Object.values(state.refs)),
    removedAtOf(state) ?? null,
    searchedText(state),
    ...contractCells(state),
  ],
  fromCells: ([state]) => ({ ...initialAccount, ...(state as Partial<AccountState>) }),
};
