import type { RecordClaims } from '../../application/ports/receipts.js';

export const makeInMemoryRecordClaims = (): RecordClaims => {
  const owners = new Map<string, string>();
  const claimOne = (receipt: string, key: string): boolean => {
    const owner = owners.get(key) ?? receipt;
    owners.set(key, owner);
    return owner === receipt;
  };
  return { claim: async (receipt, keys) => new Set(keys.filter((key) => claimOne(receipt, key))) };
};
