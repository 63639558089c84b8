import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

const RegisterAccount = commandTo('RegisterAccount', events.AccountRegistered);
const ChangeAccountProfile = commandTo('ChangeAccountProfile', events.AccountProfileChanged);
const ChangeLifecycleStage = commandTo('ChangeLifecycleStage', events.LifecycleStageChanged);
const SignContract = commandTo('SignContract', events.ContractSigned);
const AmendContract = commandTo('AmendContract', events.ContractAmended);
const RenewContract = commandTo('RenewContract', events.ContractRenewed);
const CancelContract = commandTo('CancelContract', events.ContractCancelled);
const MergeAccount = commandTo('MergeAccount', events.AccountMerged);
const SeparateAccount = commandTo('SeparateAccount', events.AccountSeparated);
const RemoveAccountRecord = commandTo('RemoveAccountRecord', events.AccountRecordRemoved);
const RestoreAccountRecord = commandTo('RestoreAccountRecord', events.AccountRecordRestored);

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
    SeparateAccount,
    RemoveAccountRecord,
    RestoreAccountRecord,
  ],
  'AccountCommand',
);
export type AccountCommand = t.TypeOf<typeof AccountCommand>;
