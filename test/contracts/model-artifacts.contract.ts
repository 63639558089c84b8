import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelArtifacts } from '../../application/ports/model-artifacts.js';

export type ModelArtifactsUnderTest = { readonly artifacts: ModelArtifacts; readonly close: () => Promise<void> };

/** Of the bytes 0 to 255, as other programs tell it. */
const KNOWN = '40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880';

export const modelArtifactsContract = (adapter: string, start: () => Promise<ModelArtifactsUnderTest>): void => {
  describe(`model artifacts, ${adapter}`, () => {
    let underTest: ModelArtifactsUnderTest;
    beforeAll(async () => {
      underTest = await start();
    });
    afterAll(() => underTest.close());
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);

    it('gives back the bytes by their digest', async () => {
      const { artifacts } = underTest;
      expect(await artifacts.get(KNOWN)).toBeUndefined();
      expect(await artifacts.put(every)).toBe(KNOWN);
      expect(await artifacts.get(KNOWN)).toEqual(every);
    });

    it('keeps what is put again once, and what is none', async () => {
      const { artifacts } = underTest;
      expect(await artifacts.put(every)).toBe(await artifacts.put(every));
      const none = await artifacts.put(new Uint8Array());
      expect(await artifacts.get(none)).toEqual(new Uint8Array());
    });

    it('keeps what was put, whatever becomes of the array, and a part of a larger one', async () => {
      const { artifacts } = underTest;
      const changing = every.slice();
      const digest = await artifacts.put(changing.subarray(10, 20));
      changing.fill(0);
      expect(await artifacts.get(digest)).toEqual(every.slice(10, 20));
    });
  });
};
