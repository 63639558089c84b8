import { movementsOf } from '../../domain/account/arr-movements.js';
import { type AccountState, evolve, initialAccount } from '../../domain/account/state.js';
import type { EventOf } from '../../domain/catalogue.js';
import type { Fold } from '../fold.js';
import type { BookAttribute } from './answers.js';
import { onDay } from './daily.js';
import { mixedFrom, valuesOf } from './revenue.js';
import { bookAttributes, trendAccounts } from './table.js';

type Held = Pick<AccountState, 'mergedInto' | 'contracts'> & {
  readonly profile: Pick<AccountState['profile'], BookAttribute>;
};
type Fact = EventOf<
  | 'AccountProfileChanged'
  | 'AccountMerged'
  | 'AccountSeparated'
  | 'ContractSigned'
  | 'ContractAmended'
  | 'ContractRenewed'
  | 'ContractCancelled'
>;

const unknown: Held = { profile: {}, mergedInto: undefined, contracts: {} };

const bookOf = ({ profile, mergedInto, contracts }: AccountState): Held => ({
  profile: Object.fromEntries(
    bookAttributes.flatMap((name) => (profile[name] === undefined ? [] : [[name, profile[name]]])),
  ),
  mergedInto,
  contracts,
});

/** Which book an account belongs to, and the yearly value of its contracts from each day on that changes it. */
export const accounts: Fold<Held, Fact> = {
  table: trendAccounts,
  handles: [
    'AccountProfileChanged',
    'AccountMerged',
    'AccountSeparated',
    'ContractSigned',
    'ContractAmended',
    'ContractRenewed',
    'ContractCancelled',
  ],
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (held = unknown, { event }) => bookOf(evolve({ ...initialAccount, ...held }, event)),
  toCells: (state) => [
    state,
    state.mergedInto?.value ?? null,
    ...bookAttributes.map((name) => state.profile[name]?.value ?? null),
  ],
  fromCells: ([state]) => ({ ...unknown, ...(state as Partial<Held>) }),
  contributions: ({ contracts }, [accountId = '']) => {
    const values = valuesOf(contracts);
    return [
      ...values.map(({ day, value }) => onDay(accountId, 'arr', day, value)),
      ...mixedFrom(contracts).map(({ day, value }) => onDay(accountId, 'mixed_currencies', day, value)),
      ...movementsOf(values).map(({ day, metric, by }) => onDay(accountId, metric, day, by)),
    ];
  },
};
