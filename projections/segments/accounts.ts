import type { AccountEvent } from '../../domain/account/events.js';
import { isOfCrm, removedAtOf } from '../../domain/account/presence.js';
import { type AccountState, evolve, initialAccount } from '../../domain/account/state.js';
import { accountEvents } from '../account-events.js';
import { arrStepCells } from '../contract-steps.js';
import type { Fold } from '../fold.js';
import { renewalSteps } from './renewals.js';
import { segmentAccounts } from './table.js';

export const accounts: Fold<AccountState, AccountEvent> = {
  table: segmentAccounts,
  handles: accountEvents,
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (held = initialAccount, { event }) => evolve(held, event),
  toCells: (state) => {
    const renewals = renewalSteps(state.contracts);
    return [
      state,
      state.mergedInto?.value ?? null,
      isOfCrm(Object.values(state.refs)),
      removedAtOf(state) ?? null,
      ...arrStepCells(state.contracts),
      renewals.map(({ day }) => day),
      renewals.map(({ renewsOn }) => renewsOn),
    ];
  },
  fromCells: ([state]) => ({ ...initialAccount, ...(state as Partial<AccountState>) }),
};
