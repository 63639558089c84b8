import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordClaims } from '../../application/ports/receipts.js';

export type RecordClaimsUnderTest = { readonly claims: RecordClaims; readonly close: () => Promise<void> };

export const recordClaimsContract = (adapter: string, start: () => Promise<RecordClaimsUnderTest>): void => {
  describe(`record claims, ${adapter}`, () => {
    let underTest: RecordClaimsUnderTest;
    let claims: RecordClaims;
    beforeAll(async () => {
      underTest = await start();
      claims = underTest.claims;
    });
    afterAll(() => underTest.close());

    it('gives a record to the first receipt that asks, and to that one again', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      expect(await claims.claim(first, ['a', 'b'])).toEqual(new Set(['a', 'b']));
      expect(await claims.claim(second, ['b', 'c'])).toEqual(new Set(['c']));
      expect(await claims.claim(first, ['a', 'b', 'c'])).toEqual(new Set(['a', 'b']));
    });

    it('takes no keys, and the same key twice', async () => {
      const receipt = randomUUID();
      expect(await claims.claim(receipt, [])).toEqual(new Set());
      expect(await claims.claim(receipt, ['twice', 'twice'])).toEqual(new Set(['twice']));
    });

    it('divides what several receipts ask for at once, leaving nothing out', async () => {
      const keys = Array.from({ length: 25_000 }, (_, i) => `key ${i}`);
      const owned = await Promise.all(
        [0, 1, 2].map((turn) => claims.claim(randomUUID(), turn === 1 ? keys.toReversed() : keys)),
      );
      expect(owned.reduce((sum, { size }) => sum + size, 0)).toBe(keys.length);
      expect(new Set(owned.flatMap((own) => [...own])).size).toBe(keys.length);
    });
  });
};
