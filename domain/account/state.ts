import type { AccountId, ExternalRef } from '../ids.js';
import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, latest, latestBy } from '../latest.js';
import type { Timestamp } from '../primitives.js';
import { type Contract, evolveContract, newContract } from './contract.js';
import type { AccountEvent, LifecycleStage, Profile, ProfileField } from './events.js';

export type Presence = 'removed' | 'restored';

export type AccountState = {
  /** Where the account is known, with the first time each was said. */
  readonly refs: Keyed<{ readonly ref: ExternalRef; readonly since: Timestamp }>;
  readonly profile: { readonly [F in ProfileField]?: Dated<string | null> };
  readonly stage: Dated<LifecycleStage> | undefined;
  readonly contracts: Keyed<Contract>;
  /** What was last said of each record: that it was deleted, or that it was there again. */
  readonly presence: Keyed<Dated<Presence>>;
  /** Itself, where a merge was taken back. */
  readonly mergedInto: Dated<AccountId> | undefined;
};

export const initialAccount: AccountState = {
  refs: {},
  profile: {},
  stage: undefined,
  contracts: {},
  presence: {},
  mergedInto: undefined,
};

export const refKey = ({ source, connection, id }: ExternalRef): string => JSON.stringify([source, connection, id]);

export const profileFieldsOf = (changes: Profile): ReadonlyArray<readonly [ProfileField, string | null]> =>
  (Object.keys(changes) as ReadonlyArray<ProfileField>).flatMap((field) => {
    const value = changes[field];
    return value === undefined ? [] : [[field, value] as const];
  });

const evolveProfile = (profile: AccountState['profile'], changes: Profile, at: Timestamp): AccountState['profile'] => ({
  ...profile,
  ...Object.fromEntries(
    profileFieldsOf(changes).map(([field, value]) => [field, latest(profile[field], { value, at })]),
  ),
});

const rankOf = { restored: 0, removed: 1 } as const;
const latestPresence = latestBy<Presence>((presence) => rankOf[presence]);

const withPresence = (state: AccountState, ref: ExternalRef, said: Dated<Presence>): AccountState => ({
  ...state,
  presence: put(state.presence, refKey(ref), latestPresence(lookUp(state.presence, refKey(ref)), said)),
});

export const evolve = (state: AccountState, event: AccountEvent): AccountState => {
  const { occurredAt } = event.data;
  switch (event.type) {
    case 'AccountRegistered': {
      const { ref } = event.data;
      const held = lookUp(state.refs, refKey(ref));
      const since = held === undefined || occurredAt < held.since ? occurredAt : held.since;
      return { ...state, refs: put(state.refs, refKey(ref), { ref, since }) };
    }
    case 'AccountProfileChanged':
      return { ...state, profile: evolveProfile(state.profile, event.data.changes, occurredAt) };
    case 'LifecycleStageChanged':
      return { ...state, stage: latest(state.stage, { value: event.data.stage, at: occurredAt }) };
    case 'AccountMerged':
      return { ...state, mergedInto: latest(state.mergedInto, { value: event.data.into, at: occurredAt }) };
    case 'AccountSeparated':
      return { ...state, mergedInto: latest(state.mergedInto, { value: event.data.accountId, at: occurredAt }) };
    case 'AccountRecordRemoved':
      return withPresence(state, event.data.ref, { value: 'removed', at: occurredAt });
    case 'AccountRecordRestored':
      return withPresence(state, event.data.ref, { value: 'restored', at: occurredAt });
    case 'ContractSigned':
    case 'ContractAmended':
    case 'ContractRenewed':
    case 'ContractCancelled': {
      const { contractId } = event.data;
      const contract = evolveContract(lookUp(state.contracts, contractId) ?? newContract, event);
      return { ...state, contracts: put(state.contracts, contractId, contract) };
    }
  }
};
