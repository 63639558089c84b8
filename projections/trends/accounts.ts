import { type AccountState, evolve, initialAccount } from '../../domain/account/state.js';
import type { EventOf } from '../../domain/catalogue.js';
import { arrSteps } from '../contract-steps.js';
import type { Fold } from '../fold.js';
import { onDay } from './daily.js';
import { trendAccounts } from './table.js';

type Book = Pick<AccountState, 'mergedInto' | 'contracts'> & {
  readonly profile: Pick<AccountState['profile'], 'segment' | 'industry'>;
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

const unknown: Book = { profile: {}, mergedInto: undefined, contracts: {} };

const bookOf = ({ profile: { segment, industry }, mergedInto, contracts }: AccountState): Book => ({
  profile: { ...(segment === undefined ? {} : { segment }), ...(industry === undefined ? {} : { industry }) },
  mergedInto,
  contracts,
});

/** Which book an account belongs to, and the yearly value of its contracts from each day on that changes it. */
export const accounts: Fold<Book, Fact> = {
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
    state.profile.segment?.value ?? null,
    state.profile.industry?.value ?? null,
  ],
  fromCells: ([state]) => ({ ...unknown, ...(state as Partial<Book>) }),
  contributions: ({ contracts }, [accountId = '']) =>
    arrSteps(contracts).flatMap(({ day, arr: [running, another] }) =>
      another === undefined ? [onDay(accountId, 'arr', day, Number(running?.amount ?? 0))] : [],
    ),
};
