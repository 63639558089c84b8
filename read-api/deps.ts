import type { AnswerOnce } from '../application/answer-once.js';
import type { AlertChannels } from '../application/ports/alert-channels.js';
import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { Clock } from '../application/ports/clock.js';
import type { Connections } from '../application/ports/connections.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { FeatureQueries } from '../application/ports/feature-queries.js';
import type { FeedStates } from '../application/ports/feed-states.js';
import type { PredictionServing } from '../application/ports/prediction-serving.js';
import type { Receipts } from '../application/ports/receipts.js';
import type { SeriesAnalysis } from '../application/ports/series-analysis.js';
import type { TestConnection } from '../application/ports/test-connection.js';
import type { WatchedSeries } from '../application/ports/watched-series.js';
import type { AccountQueries } from '../projections/accounts/queries.js';
import type { AlertQueries } from '../projections/alerts/queries.js';
import type { AnomalyQueries } from '../projections/anomalies/queries.js';
import type { ReaderStatus } from '../projections/following/reader-status.js';
import type { HealthQueries } from '../projections/health/queries.js';
import type { ModelQueries } from '../projections/models/queries.js';
import type { PredictionQueries } from '../projections/predictions/queries.js';
import type { Progress } from '../projections/progress.js';
import type { SegmentQueries } from '../projections/segments/queries.js';
import type { TrendQueries } from '../projections/trends/queries.js';
import type { Freshness } from './answers/freshness.js';

export const readModelNames = [
  'accounts',
  'trends',
  'health',
  'anomalies',
  'segments',
  'alerts',
  'predictions',
  'models',
  'features',
] as const;
export type ReadModelName = (typeof readModelNames)[number];

/** How far a reader of the log has come, and how many streams it has put aside. */
export type MeasuredProgress = Omit<Progress, 'mark'> & { readonly parked: number };

/** Where read models stand, all read at one time. */
export type Standing = {
  /** Another one whenever their rows may have changed. */
  readonly mark: string;
  readonly freshness: ReadonlyArray<Freshness>;
};

/** What questions are answered from. */
export type ReadSide = {
  readonly accounts: AccountQueries;
  readonly trends: TrendQueries;
  readonly health: HealthQueries;
  readonly anomalies: AnomalyQueries;
  readonly segments: SegmentQueries;
  readonly alerts: AlertQueries;
  readonly predictions: PredictionQueries;
  readonly models: ModelQueries;
  readonly serving: PredictionServing;
  readonly alertChannels: Pick<AlertChannels, 'list' | 'save'>;
  readonly watchedSeries: WatchedSeries;
  readonly features: FeatureQueries;
  readonly analysis: SeriesAnalysis;
  readonly freshnessOf: (readModel: ReadModelName) => Promise<Freshness>;
  readonly standingOf: (readModels: ReadonlyArray<ReadModelName>) => Promise<Standing>;
  readonly answerOnce: AnswerOnce;
  /** Of every read model and reactor. */
  readonly progress: () => Promise<ReadonlyArray<MeasuredProgress>>;
  readonly eventStore: Pick<EventStore, 'readStream' | 'readHead' | 'append'>;
  readonly receipts: Pick<Receipts, 'states' | 'notUnderstood' | 'deliveries' | 'quarantine'>;
  readonly feedStates: Pick<FeedStates, 'states'>;
  readonly connections: Pick<Connections, 'find' | 'list' | 'update'>;
  readonly testConnection: TestConnection;
  /** Where vendors reach us. */
  readonly publicUrl: string;
  readonly clock: Clock;
};

export type ReadinessCheck = { readonly name: string; readonly isReady: () => Promise<boolean> };

export type ReadApiDeps = ReadSide & {
  readonly changeFeed: ChangeFeed;
  /** Signs and verifies tokens (HS256). */
  readonly jwtSecret: string;
  readonly readinessChecks: ReadonlyArray<ReadinessCheck>;
  /** What reads the log in this process, where something does. */
  readonly readers?: () => ReadonlyArray<ReaderStatus>;
};
