import type { FeatureInputs } from '../application/ports/feature-inputs.js';
import { earliest, positionFromText } from '../application/position.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { makeFeatureFacts } from '../projections/features/queries.js';
import { ownProgress, readFreshness } from '../projections/freshness.js';
import { projections } from '../projections/registry.js';
import { makeFeatureSeries } from '../projections/trends/queries.js';

const readModels = ['trends', 'features'];

/** What features are told from, of the live read models. */
export const makeFeatureInputs = ({ knex }: Pick<Adapters, 'knex'>, schema = 'read'): FeatureInputs => ({
  ...makeFeatureFacts(knex, schema),
  ...makeFeatureSeries(knex, schema),
  position: async () => {
    const read = ownProgress(knex, schema);
    const now = await read();
    const fresh = await Promise.all(
      projections
        .filter(({ name }) => readModels.includes(name))
        .map((projection) => readFreshness(async () => now, projection)),
    );
    return earliest(fresh.map(({ position }) => positionFromText(position ?? '')));
  },
});
