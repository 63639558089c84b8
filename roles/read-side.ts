import { timestampOf } from '../domain/primitives.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { readFreshness } from '../projections/freshness.js';
import { makeHealthQueries } from '../projections/health/queries.js';
import { projections } from '../projections/registry.js';
import { makeTrendQueries } from '../projections/trends/queries.js';
import type { ReadModelName, ReadSide } from '../read-api/deps.js';

const freshnessOf =
  ({ knex }: Pick<Adapters, 'knex'>) =>
  (readModel: ReadModelName) => {
    const projection = projections.find(({ name }) => name === readModel);
    return readFreshness(knex, 'read', { name: readModel, version: projection?.version ?? 1 });
  };

/** What the API answers from. */
export const makeReadSide = ({ knex, eventStore }: Pick<Adapters, 'knex' | 'eventStore'>): ReadSide => ({
  accounts: makeAccountQueries(knex),
  trends: makeTrendQueries(knex),
  health: makeHealthQueries(knex),
  freshnessOf: freshnessOf({ knex }),
  eventStore,
  clock: () => timestampOf(Date.now()),
});
