import { useCallback, useState } from 'preact/hooks';
import type { Freshness } from './api/types.js';
import { type FreshnessByModel, withFreshness } from './freshness.js';

export type Told = { readonly models: FreshnessByModel; readonly at: number };

/** What a page was last told about how fresh it is, and when. */
export const useFreshness = (): readonly [Told, (...told: ReadonlyArray<Freshness>) => void] => {
  const [known, setKnown] = useState<Told>({ models: {}, at: Date.now() });
  const tell = useCallback(
    (...told: ReadonlyArray<Freshness>) =>
      setKnown(({ models }) => ({ models: withFreshness(models, ...told), at: Date.now() })),
    [],
  );
  return [known, tell];
};
