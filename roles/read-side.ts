import { timestampOf } from '../domain/primitives.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { publicUrl } from '../infrastructure/config.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { makeAlertQueries } from '../projections/alerts/queries.js';
import { makeAnomalyQueries } from '../projections/anomalies/queries.js';
import { readFreshness } from '../projections/freshness.js';
import { makeHealthQueries } from '../projections/health/queries.js';
import { keptLogHead } from '../projections/log-head.js';
import { type LogHead, type Progress, readParkedStreams, readProgress } from '../projections/progress.js';
import { projections } from '../projections/registry.js';
import { makeSegmentQueries } from '../projections/segments/queries.js';
import { makeTrendQueries } from '../projections/trends/queries.js';
import type { ReadModelName, ReadSide } from '../read-api/deps.js';
import type { RoleContext } from './role.js';
import { testConnectionOver } from './test-connection.js';

const SCHEMA = 'read';

/** Of the versions this code answers from, and of reactors. */
const isOurs = ({ name, version }: Progress): boolean =>
  version === undefined || projections.some((projection) => projection.name === name && projection.version === version);

export const makeProgress =
  ({ knex }: Pick<Adapters, 'knex'>, head: LogHead): ReadSide['progress'] =>
  async () => {
    const [progress, parked] = await Promise.all([readProgress(knex, SCHEMA, head), readParkedStreams(knex, SCHEMA)]);
    return progress.filter(isOurs).map((one) => ({ ...one, parked: parked.get(one.reader) ?? 0 }));
  };

const freshnessOf =
  ({ knex }: Pick<Adapters, 'knex'>, head: LogHead) =>
  (readModel: ReadModelName) => {
    const projection = projections.find(({ name }) => name === readModel);
    return readFreshness(knex, SCHEMA, { name: readModel, version: projection?.version ?? 1 }, head);
  };

/** What the API answers from. */
export const makeReadSide = ({ env, adapters }: Pick<RoleContext, 'env' | 'adapters'>): Omit<ReadSide, 'analysis'> => {
  const { knex, eventStore, receipts, connections } = adapters;
  const head = keptLogHead(eventStore);
  return {
    accounts: makeAccountQueries(knex, { head }),
    trends: makeTrendQueries(knex, { head }),
    health: makeHealthQueries(knex, { head }),
    anomalies: makeAnomalyQueries(knex, { head }),
    segments: makeSegmentQueries(knex, { head }),
    alerts: makeAlertQueries(knex, { head }),
    alertChannels: adapters.alertChannels,
    freshnessOf: freshnessOf({ knex }, head),
    progress: makeProgress({ knex }, head),
    eventStore,
    receipts,
    feedStates: adapters.feedCursors,
    connections,
    testConnection: testConnectionOver(adapters),
    publicUrl: publicUrl(env),
    clock: () => timestampOf(Date.now()),
  };
};
