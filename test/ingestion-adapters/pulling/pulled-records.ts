import type { Receipts } from '../../../application/ports/receipts.js';

/** The numbers in all pages that were kept, as often as they were, in their order. */
export const keptRecords = async (receipts: Pick<Receipts, 'processWaiting'>): Promise<ReadonlyArray<number>> => {
  const numbers: Array<number> = [];
  const take = () =>
    receipts.processWaiting(1_000, async (given) => {
      for (const { body } of given) numbers.push(...JSON.parse(body.toString()).records);
      return given.map(() => ({ _tag: 'Processed', quarantined: [], notUnderstood: {} }));
    });
  while ((await take()) > 0);
  return numbers;
};

export const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, i) => i + 1);
