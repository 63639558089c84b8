import type { FeatureQueries } from '../application/ports/feature-queries.js';
import { dayOf, timestampOf } from '../domain/primitives.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { checkParity } from '../ml/features/check-parity.js';
import { computeFeatures } from '../ml/features/compute-features.js';
import { features } from '../ml/features/definitions/all.js';
import { featureSetOf } from '../ml/features/feature-set.js';
import { refreshFeatures } from '../ml/features/refresh-features.js';
import { keptFeatures, latestFeatures } from '../ml/features/serve-features.js';
import { makeFeatureInputs } from './feature-inputs.js';

type Deps = Pick<Adapters, 'knex' | 'onlineFeatures' | 'offlineFeatures'>;

/** The features in use over the live read models: told, kept, served and compared by the same definitions. */
export const makeFeatureStore = ({ knex, onlineFeatures: online, offlineFeatures: offline }: Deps) => {
  const set = featureSetOf(features);
  const inputs = makeFeatureInputs({ knex });
  const today = () => dayOf(timestampOf(Date.now()));
  const compute = computeFeatures(inputs, set);
  const kept = keptFeatures(online, offline, set);
  const latest = latestFeatures({ kept, compute, today });
  const queries: FeatureQueries = {
    set: set.hash,
    definitions: set.features.map(({ column, hash, definition: { of: _, ...said } }) => ({ ...said, column, hash })),
    statistics: () => offline.statistics(set.hash),
    parity: () => offline.parity(set.hash),
    latest,
    asOf: async (accountId, day, knownAt) => (await compute([accountId], [day], { knownAt }))[0],
  };
  return {
    ...{ set, inputs, compute, latest, queries, today },
    refresh: refreshFeatures({ inputs, set, offline, online, today }),
    parity: checkParity({ kept, compute, set, now: () => new Date() }),
  };
};
