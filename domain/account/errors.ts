import type { AccountId, ContractId } from '../ids.js';

type ContractEndsBeforeItStarts = {
  readonly _tag: 'ContractEndsBeforeItStarts';
  readonly contractId: ContractId;
};
type ContractValueNegative = { readonly _tag: 'ContractValueNegative'; readonly contractId: ContractId };
type AccountMergedIntoItself = { readonly _tag: 'AccountMergedIntoItself'; readonly accountId: AccountId };

export type AccountRefusal = ContractEndsBeforeItStarts | ContractValueNegative | AccountMergedIntoItself;
