import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim, RecordClaims } from '../../application/ports/receipts.js';

const of = (what: string, ...keys: ReadonlyArray<string>) => keys.map((key) => ({ key, of: what }));
const all = (claim: Claim, ...keys: ReadonlyArray<string>) => new Map(keys.map((key) => [key, claim]));

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
      expect(await claims.claim(first, of('x', 'a', 'b'))).toEqual(all('own', 'a', 'b'));
      expect(await claims.claim(second, of('x', 'b', 'c'))).toEqual(
        new Map([...all('known', 'b'), ...all('own', 'c')]),
      );
      expect(await claims.claim(first, of('x', 'a', 'b', 'c'))).toEqual(
        new Map([...all('own', 'a', 'b'), ...all('known', 'c')]),
      );
    });

    it('says of a record that it was of something else before, whoever says so', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      await claims.claim(first, of('x', 'mine'));
      for (const receipt of [second, first, second])
        expect(await claims.claim(receipt, of('y', 'mine'))).toEqual(all('contradicted', 'mine'));
      expect(await claims.claim(second, of('x', 'mine'))).toEqual(all('known', 'mine'));
    });

    it('takes no keys, and the same key twice', async () => {
      const receipt = randomUUID();
      expect(await claims.claim(receipt, [])).toEqual(new Map());
      expect(await claims.claim(receipt, [...of('x', 'twice'), ...of('y', 'twice')])).toEqual(all('own', 'twice'));
      expect(await claims.claim(receipt, of('x', 'twice'))).toEqual(all('own', 'twice'));
    });

    it('divides what several receipts ask for at once, leaving nothing out', async () => {
      const keys = Array.from({ length: 25_000 }, (_, i) => `key ${i}`);
      const owned = await Promise.all(
        [0, 1, 2].map((turn) => claims.claim(randomUUID(), of('x', ...(turn === 1 ? keys.toReversed() : keys)))),
      );
      const own = owned.flatMap((claimed) => [...claimed].flatMap(([key, claim]) => (claim === 'own' ? [key] : [])));
      expect(own).toHaveLength(keys.length);
      expect(new Set(own).size).toBe(keys.length);
    });
  });
};
