import type { AccountId, ContractId } from '../ids.js';

export type ContractEndsBeforeItStarts = {
  readonly _tag: 'ContractEndsBeforeItStarts';
  readonly contractId: ContractId;
};
export type ContractValueNegative = { readonly _tag: 'ContractValueNegative'; readonly contractId: ContractId };
export type AccountMergedIntoItself = { readonly _tag: 'AccountMergedIntoItself'; readonly accountId: AccountId };

export type AccountRefusal = ContractEndsBeforeItStarts | ContractValueNegative | AccountMergedIntoItself;
