import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

export const RegisterAccount = commandTo('RegisterAccount', events.AccountRegistered);
export const ChangeAccountProfile = commandTo('ChangeAccountProfile', events.AccountProfileChanged);
export const ChangeLifecycleStage = commandTo('ChangeLifecycleStage', events.LifecycleStageChanged);
export const SignContract = commandTo('SignContract', events.ContractSigned);
export const AmendContract = commandTo('AmendContract', events.ContractAmended);
export const RenewContract = commandTo('RenewContract', events.ContractRenewed);
export const CancelContract = commandTo('CancelContract', events.ContractCancelled);
export const MergeAccount = commandTo('MergeAccount', events.AccountMerged);

export const AccountCommand = t.union(
  [
    RegisterAccount,
    ChangeAccountProfile,
    ChangeLifecycleStage,
    SignContract,
    AmendContract,
    RenewContract,
    CancelContract,
    MergeAccount,
  ],
  'AccountCommand',
);
export type AccountCommand = t.TypeOf<typeof AccountCommand>;
