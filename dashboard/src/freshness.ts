import type { Freshness } from './api/types.js';

/** The latest freshness told of each read model a page shows. */
export type FreshnessByModel = Readonly<Record<string, Freshness>>;

export const withFreshness = (known: FreshnessByModel, ...told: ReadonlyArray<Freshness>): FreshnessByModel => ({
  ...known,
  ...Object.fromEntries(told.map((freshness) => [freshness.readModel, freshness])),
});

/** A page is as fresh as the read model that is furthest behind. */
export const leastFresh = (known: FreshnessByModel): Freshness | undefined =>
  Object.values(known).reduce<Freshness | undefined>(
    (worst, freshness) => (worst === undefined || freshness.lagSeconds > worst.lagSeconds ? freshness : worst),
    undefined,
  );
