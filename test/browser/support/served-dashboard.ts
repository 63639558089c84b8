import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { makeAnswerOnce } from '../../../application/answer-once.js';
import type { AccountId } from '../../../domain/ids.js';
import { ChannelName } from '../../../domain/notice-plan.js';
import { dayOf, timestampOf } from '../../../domain/primitives.js';
import { makeInMemoryAlertChannels } from '../../../infrastructure/in-memory/alert-channels.js';
import { makeInMemoryChangeFeed } from '../../../infrastructure/in-memory/change-feed.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryHotAnswers } from '../../../infrastructure/in-memory/hot-answers.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import { analysisHere } from '../../../ml/analysis/series-analysis.js';
import { buildReadApi } from '../../../read-api/app.js';
import type { ReadModelName } from '../../../read-api/deps.js';
import type { Role } from '../../../read-api/permissions.js';
import { signToken } from '../../../read-api/sign-token.js';
import { alertsOf } from '../../support/alerts-of.js';
import { anomaliesOf } from '../../support/anomalies-of.js';
import { featuresOf } from '../../support/features-of.js';
import { freshAt } from '../../support/fresh.js';
import { modelsOf } from '../../support/models-of.js';
import { predictionsOf } from '../../support/predictions-of.js';
import { segmentsOf } from '../../support/segments-of.js';
import { servesNothing } from '../../support/serves-nothing.js';
import { valid } from '../../support/valid.js';
import { companyFacts } from './company-facts.js';
import { makeCompanyLog } from './company-log.js';
import { type Company, makeCompany } from './company-queries.js';

const root = resolve(import.meta.dirname, '../../..');
const jwtSecret = 'a secret of the browser specs, of 32 bytes or more';
const CUSTOMERS = 62;

export type ServedDashboard = {
  readonly url: string;
  readonly company: Company;
  readonly tokenFor: (role: Role, ttlSeconds?: number) => string;
  /** A new score, told to whoever is connected. */
  readonly rescore: (accountId: string, score: number) => void;
  /** Goes away, and comes back at the same address once `meanwhile` is done. */
  readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The dashboard as built now, in front of the real read API over a made-up company. */
export const serveDashboard = async (): Promise<ServedDashboard> => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-dashboard-'));
  await promisify(execFile)(process.execPath, [join(root, 'dashboard/build.js'), folder]);
  const clock = () => timestampOf(Date.now());
  const company = makeCompany(CUSTOMERS, dayOf(clock()));
  const changeFeed = makeInMemoryChangeFeed((error) => {
    throw error;
  });
  const facts = companyFacts(company.customers(), dayOf(clock()));
  const { eventStore, read, readUpTo } = await makeCompanyLog(facts, changeFeed.publish);

  const freshnessOf = async (readModel: ReadModelName) =>
    ['anomalies', 'alerts', 'segments', 'predictions', 'models'].includes(readModel)
      ? freshAt(readModel, readUpTo())
      : company.freshnessOf(readModel);
  const alertChannels = makeInMemoryAlertChannels();
  await alertChannels.save({
    name: valid(ChannelName)('desk'),
    target: { kind: 'slack', url: 'https://hooks.example/desk' },
  });
  let looks = 0;
  const start = async (port: number): Promise<FastifyInstance> => {
    const app = buildReadApi({
      ...company,
      clock,
      changeFeed,
      eventStore,
      analysis: analysisHere,
      serving: servesNothing,
      standingOf: async (readModels) => {
        looks += 1;
        return { mark: `${looks}`, freshness: await Promise.all(readModels.map(freshnessOf)) };
      },
      answerOnce: makeAnswerOnce(makeInMemoryHotAnswers({ maxBytes: 1e6, keepMs: 60_000 })),
      anomalies: anomaliesOf(read, readUpTo),
      models: modelsOf(read, readUpTo),
      features: featuresOf(read, dayOf(clock())),
      predictions: predictionsOf(
        company.customers().map(({ account }) => account),
        read,
        readUpTo,
      ),
      segments: segmentsOf(
        company.customers().map(({ account }) => account),
        read,
        readUpTo,
      ),
      alerts: alertsOf(read, readUpTo),
      alertChannels,
      freshnessOf,
      progress: async () => [],
      receipts: makeInMemoryReceipts(),
      connections: makeInMemoryConnections(),
      feedStates: makeInMemoryFeedCursors(makeInMemoryReceipts()),
      testConnection: async () => [],
      publicUrl: 'http://localhost',
      jwtSecret,
      readinessChecks: [],
      dashboardFolder: folder,
    });
    await app.listen({ host: '127.0.0.1', port });
    return app;
  };
  let app = await start(0);
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the API listens on no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    company,
    tokenFor: (role, ttlSeconds = 3_600) => signToken(jwtSecret, { role, subject: 'browser-spec', ttlSeconds }),
    rescore: (accountId, score) => {
      const position = company.rescore(accountId as AccountId, score);
      changeFeed.publish(['accounts', 'health'].map((readModel) => ({ readModel, key: accountId, position })));
    },
    restart: async (meanwhile) => {
      await app.close();
      await meanwhile();
      app = await start(address.port);
    },
    stop: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
