import type { Claim, ClaimedRecord, RecordClaims } from '../../application/ports/receipts.js';

export const makeInMemoryRecordClaims = (): RecordClaims => {
  const held = new Map<string, { readonly receipt: string; readonly of: string }>();
  const claimOne = (receipt: string, { key, of }: ClaimedRecord): Claim => {
    const claimed = held.get(key) ?? { receipt, of };
    held.set(key, claimed);
    if (claimed.of !== of) return 'contradicted';
    return claimed.receipt === receipt ? 'own' : 'known';
  };
  return {
    claim: async (receipt, records) => {
      const firsts = new Map(records.toReversed().map((record) => [record.key, record]));
      return new Map([...firsts.values()].map((record) => [record.key, claimOne(receipt, record)]));
    },
  };
};
