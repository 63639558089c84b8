import { makeAnswerOnce } from '../application/answer-once.js';
import { timestampOf } from '../domain/primitives.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { publicUrl } from '../infrastructure/config.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { makeAlertQueries } from '../projections/alerts/queries.js';
import { makeAnomalyQueries } from '../projections/anomalies/queries.js';
import { readFreshness } from '../projections/freshness.js';
import { makeHealthQueries } from '../projections/health/queries.js';
import { keptLogHead } from '../projections/log-head.js';
import { makeModelQueries } from '../projections/models/queries.js';
import { makePredictionQueries } from '../projections/predictions/queries.js';
import { type Progress, type ReadProgress, readParkedStreams, readProgress } from '../projections/progress.js';
import { projections } from '../projections/registry.js';
import { makeSegmentQueries } from '../projections/segments/queries.js';
import { together } from '../projections/together.js';
import { makeTrendQueries, makeWatchedSeries } from '../projections/trends/queries.js';
import type { ReadModelName, ReadSide } from '../read-api/deps.js';
import { makeFeatureStore } from './feature-store.js';
import type { RoleContext } from './role.js';
import { testConnectionOver } from './test-connection.js';

const SCHEMA = 'read';

/** Of the versions this code answers from, and of reactors. */
const isOurs = ({ name, version }: Progress): boolean =>
  version === undefined || projections.some((projection) => projection.name === name && projection.version === version);

const readTogether = ({ knex, eventStore }: Pick<Adapters, 'knex' | 'eventStore'>): ReadProgress => {
  const head = keptLogHead(eventStore);
  return together(() => readProgress(knex, SCHEMA, head));
};

export const makeProgress =
  (adapters: Pick<Adapters, 'knex' | 'eventStore'>, readAll = readTogether(adapters)): ReadSide['progress'] =>
  async () => {
    const { knex } = adapters;
    const [progress, parked] = await Promise.all([readAll(), readParkedStreams(knex, SCHEMA)]);
    return progress.filter(isOurs).map(({ mark: _, ...one }) => ({ ...one, parked: parked.get(one.reader) ?? 0 }));
  };

const versionOf = (readModel: ReadModelName): number =>
  projections.find(({ name }) => name === readModel)?.version ?? 1;

const freshnessOf = (progress: ReadProgress) => (readModel: ReadModelName) =>
  readFreshness(progress, { name: readModel, version: versionOf(readModel) });

const standingOf =
  (progress: ReadProgress): ReadSide['standingOf'] =>
  async (readModels) => {
    const now = await progress();
    const read: ReadProgress = async () => now;
    return {
      mark: now
        .filter((one) => isOurs(one) && readModels.some((name) => name === one.name))
        .map(({ mark }) => mark)
        .join(),
      freshness: await Promise.all(readModels.map(freshnessOf(read))),
    };
  };

/** What the API answers from. */
export const makeReadSide = ({
  env,
  adapters,
}: Pick<RoleContext, 'env' | 'adapters'>): Omit<ReadSide, 'analysis' | 'serving'> => {
  const { knex, eventStore, receipts, connections } = adapters;
  const progress = readTogether(adapters);
  return {
    accounts: makeAccountQueries(knex, { progress }),
    trends: makeTrendQueries(knex, { progress }),
    health: makeHealthQueries(knex, { progress }),
    anomalies: makeAnomalyQueries(knex, { progress }),
    segments: makeSegmentQueries(knex, { progress }),
    alerts: makeAlertQueries(knex, { progress }),
    predictions: makePredictionQueries(knex, { progress }),
    models: makeModelQueries(knex, { progress }),
    features: makeFeatureStore(adapters).queries,
    alertChannels: adapters.alertChannels,
    watchedSeries: makeWatchedSeries(knex),
    freshnessOf: freshnessOf(progress),
    standingOf: standingOf(progress),
    answerOnce: makeAnswerOnce(adapters.hotAnswers),
    progress: makeProgress(adapters, progress),
    eventStore,
    receipts,
    feedStates: adapters.feedCursors,
    connections,
    testConnection: testConnectionOver(adapters),
    publicUrl: publicUrl(env),
    clock: () => timestampOf(Date.now()),
  };
};
