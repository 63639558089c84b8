import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId, ContractId, ExternalRef } from '../ids.js';
import { CalendarDate, Money, NonEmptyString, nullable, oneOf, Timestamp } from '../primitives.js';

/** The profile fields an account can have; a fact sets some of them, and `null` clears one. */
const field = nullable(t.string);
const Profile = t.exact(
  t.partial({
    name: field,
    domain: field,
    industry: field,
    plan: field,
    region: field,
    segment: field,
    employees: field,
    annualRevenue: field,
    owner: field,
  }),
  'Profile',
);
export type Profile = t.TypeOf<typeof Profile>;
export type ProfileField = keyof Profile;
export const profileFields = Object.keys(Profile.type.props) as ReadonlyArray<ProfileField>;

export const LifecycleStage = oneOf('lead', 'prospect', 'onboarding', 'customer', 'at-risk', 'churned');
export type LifecycleStage = t.TypeOf<typeof LifecycleStage>;

const account = { accountId: AccountId, occurredAt: Timestamp };
const contract = { ...account, contractId: ContractId };

export const AccountRegistered = message('AccountRegistered', { ...account, ref: ExternalRef });
export const AccountProfileChanged = message('AccountProfileChanged', {
  ...account,
  changes: Profile,
});
export const LifecycleStageChanged = message('LifecycleStageChanged', { ...account, stage: LifecycleStage });
/** Contracts run from the day they start up to, and without, the day they end. Of facts about the same term the latest holds. */
export const ContractSigned = message('ContractSigned', {
  ...contract,
  arr: Money,
  startsOn: CalendarDate,
  endsOn: CalendarDate,
});
export const ContractAmended = message('ContractAmended', { ...contract, arr: Money, effectiveOn: CalendarDate });
/** A renewal of a contract whose signing nobody reported renews whatever of the account runs out by then. */
export const ContractRenewed = message('ContractRenewed', {
  ...contract,
  arr: Money,
  effectiveOn: CalendarDate,
  endsOn: CalendarDate,
});
export const ContractCancelled = message('ContractCancelled', {
  ...contract,
  effectiveOn: CalendarDate,
  reason: nullable(NonEmptyString),
});
/** The record that a vendor had of the account was deleted there. Whatever it says of itself later has it back, as has its restoration. */
export const AccountRecordRemoved = message('AccountRecordRemoved', { ...account, ref: ExternalRef });
export const AccountRecordRestored = message('AccountRecordRestored', { ...account, ref: ExternalRef });
export const AccountMerged = message('AccountMerged', { ...account, into: AccountId });
/** Takes a merge back: from here on the account stands for itself, and is not matched to another again. */
export const AccountSeparated = message('AccountSeparated', account);

export const AccountEvent = t.union(
  [
    AccountRegistered,
    AccountProfileChanged,
    LifecycleStageChanged,
    ContractSigned,
    ContractAmended,
    ContractRenewed,
    ContractCancelled,
    AccountMerged,
    AccountSeparated,
    AccountRecordRemoved,
    AccountRecordRestored,
  ],
  'AccountEvent',
);
export type AccountEvent = t.TypeOf<typeof AccountEvent>;
