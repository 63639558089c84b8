import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Knex } from 'knex';
import type { AlertChannels } from '../application/ports/alert-channels.js';
import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { ChangeStream } from '../application/ports/change-stream.js';
import type { Connections } from '../application/ports/connections.js';
import type { DeliverNotice } from '../application/ports/deliver-notice.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { OfflineFeatures, OnlineFeatures } from '../application/ports/feature-store.js';
import type { FeedCursors } from '../application/ports/feed-cursors.js';
import type { FeedHistories } from '../application/ports/feed-history.js';
import type { FeedStates } from '../application/ports/feed-states.js';
import type { HotAnswers } from '../application/ports/hot-answers.js';
import type { JobQueue } from '../application/ports/job-queue.js';
import type { ModelArtifacts } from '../application/ports/model-artifacts.js';
import type { PullLeases } from '../application/ports/pull-leases.js';
import type { Receipts, RecordClaims } from '../application/ports/receipts.js';
import type { SubjectKeys } from '../application/ports/subject-keys.js';
import type { VendorHttp } from '../application/ports/vendor-http.js';
import { categories } from '../domain/catalogue.js';
import type { GenerationStore } from '../projections/generation-store.js';
import type { Parking } from '../projections/parking/parking.js';
import type { ReadStore } from '../projections/read-store.js';
import { makeDeliverNotice } from './alert-channels/deliver-notice.js';
import { archiveFolder, type Environment } from './config.js';
import { cachedSubjectKeys } from './crypto/cached-subject-keys.js';
import {
  type KeyEncryptionKey,
  keyEncryptionKeyFromBase64,
  keyEncryptionKeyFromFile,
} from './crypto/key-encryption-key.js';
import type { ServiceUrls } from './embedded/services.js';
import { makeEventStore } from './eventstoredb/event-store.js';
import { makeVendorHttp } from './http/vendor-http.js';
import { makeInMemoryChangeFeed } from './in-memory/change-feed.js';
import { makeInMemoryHotAnswers } from './in-memory/hot-answers.js';
import { makeInMemoryOnlineFeatures } from './in-memory/online-features.js';
import { type JobQueueWithBoard, makeJobQueue } from './jobs/job-queue.js';
import { type ReportArchive, reportInWords } from './log-archive/archive-report.js';
import { makeMailFolder } from './mail/mail-folder.js';
import { makeSmtpMailer } from './mail/smtp.js';
import { makeNatsChangeFeed } from './nats/change-feed.js';
import { ensureAlertingTables, makeAlertChannels } from './postgres/alert-channels.js';
import { connectPostgres } from './postgres/connect.js';
import { makeConnections } from './postgres/connections.js';
import { makeFeedCursors } from './postgres/feed-cursors.js';
import { makeGenerationStore } from './postgres/generations.js';
import { ensureIngestionTables } from './postgres/ingestion-tables.js';
import { ensureModelArtifactsTable, makeModelArtifacts } from './postgres/model-artifacts.js';
import { ensureFeatureTables, makeOfflineFeatures } from './postgres/offline-features.js';
import { makeParking } from './postgres/parking.js';
import { makePullLeases } from './postgres/pull-leases.js';
import { makeReadStore } from './postgres/read-store.js';
import { makeReceipts } from './postgres/receipts.js';
import { makeRecordClaims } from './postgres/record-claims.js';
import { ensureSubjectKeysTable, makeSubjectKeys } from './postgres/subject-keys.js';
import { makeRedisHotAnswers } from './redis/hot-answers.js';
import { makeRedisOnlineFeatures } from './redis/online-features.js';
import { makePubSubChangeStream } from './salesforce-pubsub/change-stream.js';

/** Every port, with the adapter that the settings choose. */
export type Adapters = {
  readonly knex: Knex;
  readonly eventStore: EventStore;
  readonly subjectKeys: SubjectKeys;
  readonly changeFeed: ChangeFeed;
  readonly readStore: ReadStore;
  readonly parking: Parking;
  readonly generations: GenerationStore;
  readonly connections: Connections;
  readonly receipts: Receipts;
  readonly recordClaims: RecordClaims;
  readonly pullLeases: PullLeases;
  readonly feedCursors: FeedCursors & FeedHistories & FeedStates;
  readonly vendorHttp: VendorHttp;
  readonly hotAnswers: HotAnswers;
  readonly onlineFeatures: OnlineFeatures;
  readonly offlineFeatures: OfflineFeatures;
  readonly jobQueue: JobQueue;
  readonly jobBoard: JobQueueWithBoard['jobBoard'];
  readonly modelArtifacts: ModelArtifacts;
  readonly changeStream: ChangeStream;
  readonly alertChannels: AlertChannels;
  readonly deliverNotice: DeliverNotice;
  readonly close: () => Promise<void>;
};

const keyEncryptionKey = async (env: Environment): Promise<KeyEncryptionKey> => {
  if (env.TREERING_KEK === undefined) return keyEncryptionKeyFromFile(join(resolve(env.TREERING_DATA), 'kek'));
  const key = keyEncryptionKeyFromBase64(env.TREERING_KEK);
  if (E.isLeft(key)) throw new Error(`TREERING_KEK ${key.left}`);
  return key.right;
};

const toStandardError: ReportArchive = (report) => {
  process.stderr.write(`${reportInWords(report)}\n`);
};

/** What nobody asked for in ten minutes is rarely asked for again before something changes. */
const hotAnswersBounds = { maxBytes: 64 * 2 ** 20, keepMs: 600_000 };

const hotAnswersAt = (url: string | undefined): HotAnswers & { readonly close: () => void } =>
  url === undefined
    ? { ...makeInMemoryHotAnswers(hotAnswersBounds), close: () => undefined }
    : makeRedisHotAnswers({ url, ...hotAnswersBounds });

const onlineFeaturesAt = (url: string | undefined): OnlineFeatures & { readonly close: () => void } =>
  url === undefined ? { ...makeInMemoryOnlineFeatures(), close: () => undefined } : makeRedisOnlineFeatures({ url });

/** What asks the stores something before anything else can. */
const reachStores = async (knex: Knex, kek: KeyEncryptionKey, { nats }: ServiceUrls) => {
  await ensureSubjectKeysTable(knex);
  await ensureIngestionTables(knex);
  await ensureAlertingTables(knex);
  await ensureModelArtifactsTable(knex);
  await ensureFeatureTables(knex);
  return {
    subjectKeys: cachedSubjectKeys(await makeSubjectKeys(knex, kek)),
    feed:
      nats === undefined
        ? { ...makeInMemoryChangeFeed(), close: async () => undefined }
        : await makeNatsChangeFeed({ url: nats }),
  };
};

const deliverNotice = ({ SMTP_URL, MAIL_FROM, TREERING_DATA }: Environment): DeliverNotice =>
  makeDeliverNotice({
    http: makeVendorHttp({ bytes: 1024 * 1024, idleMilliseconds: 15_000, wholeMilliseconds: 30_000, redirects: 0 }),
    mailer:
      SMTP_URL === undefined
        ? makeMailFolder(join(resolve(TREERING_DATA), 'mail'), MAIL_FROM)
        : makeSmtpMailer(SMTP_URL, MAIL_FROM),
    now: () => new Date(),
  });

/** Connects to the stores and makes the tables that are missing; leaves nothing open where one of them does not answer. */
export const makeAdapters = async (
  env: Environment,
  urls: ServiceUrls,
  report: ReportArchive = toStandardError,
): Promise<Adapters> => {
  const kek = await keyEncryptionKey(env);
  const knex = connectPostgres(urls.database);
  const { subjectKeys, feed } = await reachStores(knex, kek, urls).catch(async (error: unknown) => {
    await knex.destroy();
    throw error;
  });
  const folder = archiveFolder(env);
  const receiptsKey = kek.keyFor('seal receipts');
  const eventStore = makeEventStore({
    connectionString: urls.eventStore,
    subjectKeys,
    categories,
    archive: folder === undefined ? undefined : { folder, report },
  });
  const changeStream = makePubSubChangeStream();
  const hotAnswers = hotAnswersAt(urls.redis);
  const onlineFeatures = onlineFeaturesAt(urls.redis);
  const { jobQueue, jobBoard, close: closeJobs } = makeJobQueue(urls.redis);
  return {
    knex,
    eventStore,
    subjectKeys,
    changeFeed: feed,
    readStore: makeReadStore(knex),
    parking: makeParking(knex),
    generations: makeGenerationStore(knex),
    connections: makeConnections(knex, kek.keyFor('seal connection secrets')),
    receipts: makeReceipts(knex, receiptsKey),
    recordClaims: makeRecordClaims(knex, kek.keyFor('claim records')),
    pullLeases: makePullLeases(knex),
    feedCursors: makeFeedCursors(knex, receiptsKey),
    vendorHttp: makeVendorHttp(),
    hotAnswers,
    onlineFeatures,
    jobQueue,
    jobBoard,
    modelArtifacts: makeModelArtifacts(knex),
    offlineFeatures: makeOfflineFeatures(knex),
    changeStream,
    alertChannels: makeAlertChannels(knex, kek.keyFor('seal alert channels')),
    deliverNotice: deliverNotice(env),
    close: async () => {
      changeStream.close();
      hotAnswers.close();
      onlineFeatures.close();
      await closeJobs();
      await eventStore.close();
      await feed.close();
      await knex.destroy();
    },
  };
};
