import type { FeatureStatistics } from '../../application/ports/feature-store.js';
import type { FeatureList } from '../answers/features.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

const spreadOf = ({
  column: _,
  categories,
  ...statistics
}: FeatureStatistics): FeatureList['items'][number]['spread'] => ({
  ...statistics,
  missingShare: statistics.count === 0 ? 0 : statistics.missing / statistics.count,
  categories: categories === null ? null : Object.entries(categories).map(([category, count]) => ({ category, count })),
});

/** What is declared, how it spread over the accounts when that was last looked at, and whether what is served is what the facts give. */
export const listFeatures = ({
  features,
  freshnessOf,
}: Pick<ReadSide, 'features' | 'freshnessOf'>): Answer<FeatureList> =>
  queried(async () => {
    const [statistics, parity, freshness] = await Promise.all([
      features.statistics(),
      features.parity(),
      freshnessOf('features'),
    ]);
    const spreads = new Map(statistics.map((one) => [one.column, spreadOf(one)]));
    return {
      set: features.set,
      items: features.definitions.map((definition) => ({
        ...definition,
        spread: spreads.get(definition.column) ?? null,
      })),
      parity: parity === undefined ? null : { ...parity, at: parity.at.toISOString() },
      freshness,
    };
  });
