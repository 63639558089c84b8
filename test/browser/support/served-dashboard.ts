import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { makeAnswerOnce } from '../../../application/answer-once.js';
import type { AccountId } from '../../../domain/ids.js';
import { dayOf, timestampOf } from '../../../domain/primitives.js';
import { makeInMemoryAlertChannels } from '../../../infrastructure/in-memory/alert-channels.js';
import { makeInMemoryChangeFeed } from '../../../infrastructure/in-memory/change-feed.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryHotAnswers } from '../../../infrastructure/in-memory/hot-answers.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import { analysisHere } from '../../../ml/analysis/series-analysis.js';
import { buildReadApi } from '../../../read-api/app.js';
import type { Role } from '../../../read-api/permissions.js';
import { signToken } from '../../../read-api/sign-token.js';
import { alertsOf } from '../../support/alerts-of.js';
import { anomaliesOf } from '../../support/anomalies-of.js';
import { fact } from '../../support/fact.js';
import { recordedLog } from '../../support/recorded.js';
import { segmentsOf } from '../../support/segments-of.js';
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

const logOf = (company: Company) => {
  const { accountId, name, industry } = company.firstCustomer.account;
  const profile = { accountId, occurredAt: '2026-03-01T09:30:00.000Z', changes: { name, industry } };
  const stage = { accountId, occurredAt: '2026-03-02T09:30:00.000Z', stage: 'customer' };
  return recordedLog([fact('AccountProfileChanged', profile), fact('LifecycleStageChanged', stage)]);
};

/** The dashboard as built now, in front of the real read API over a made-up company. */
export const serveDashboard = async (): Promise<ServedDashboard> => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-dashboard-'));
  await promisify(execFile)(process.execPath, [join(root, 'dashboard/build.js'), folder]);
  const clock = () => timestampOf(Date.now());
  const company = makeCompany(CUSTOMERS, dayOf(clock()));
  const log = logOf(company);
  const changeFeed = makeInMemoryChangeFeed((error) => {
    throw error;
  });

  let looks = 0;
  const start = async (port: number): Promise<FastifyInstance> => {
    const app = buildReadApi({
      ...company,
      clock,
      changeFeed,
      eventStore: {
        readStream: (streamName) => TE.right(log.filter((event) => event.streamName === streamName)),
        readHead: () => TE.right(log.at(-1)?.position),
        append: () => TE.left({ _tag: 'LogUnavailable', reason: 'the company is only looked at' }),
      },
      analysis: analysisHere,
      standingOf: async (readModels) => {
        looks += 1;
        return { mark: `${looks}`, freshness: await Promise.all(readModels.map(company.freshnessOf)) };
      },
      answerOnce: makeAnswerOnce(makeInMemoryHotAnswers({ maxBytes: 1e6, keepMs: 60_000 })),
      anomalies: anomaliesOf(
        () => log,
        () => '1',
      ),
      segments: segmentsOf(
        [],
        () => log,
        () => '1',
      ),
      alerts: alertsOf(
        () => log,
        () => '1',
      ),
      alertChannels: makeInMemoryAlertChannels(),
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
