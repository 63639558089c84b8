import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { AlertId } from '../../domain/ids.js';
import type { Account } from '../answers/accounts.js';
import type { FoundAlert } from '../answers/alerts.js';
import type { FoundAnomaly } from '../answers/anomalies.js';
import type { AccountHealth } from '../answers/health.js';
import type { AccountPredictions } from '../answers/predictions.js';
import type { ReadApiDeps } from '../deps.js';
import { graphqlErrorOf } from '../graphql/graphql-errors.js';
import type { Limits } from '../limits.js';
import { failureOf } from '../plugins/failure.js';
import { findAccount } from '../questions/find-account.js';
import { findAlert } from '../questions/find-alert.js';
import { findAnomaly } from '../questions/find-anomaly.js';
import { accountPredictions } from '../questions/find-prediction.js';
import { healthNow } from '../questions/health-now.js';
import { foundGroupOf } from './found-groups.js';
import { type Follow, liveStates } from './live-states.js';

export type Follows = {
  readonly accounts: Follow<Account>;
  readonly health: Follow<AccountHealth>;
  readonly anomalies: Follow<FoundAnomaly>;
  readonly alerts: Follow<FoundAlert>;
  readonly predictions: Follow<AccountPredictions>;
};

declare module 'fastify' {
  interface FastifyInstance {
    live: Follows;
  }
}

type Options = { readonly deps: ReadApiDeps; readonly limits: Limits };

/** The read models that can be followed, each fed by its notices for as long as the instance runs. */
export const liveReadModels = fp(
  async (app: FastifyInstance, { deps, limits }: Options) => {
    const shared = {
      changeFeed: deps.changeFeed,
      errorOf: graphqlErrorOf,
      onFailure: (thrown: unknown) =>
        app.log.error({ failure: failureOf(thrown) }, 'live state not read, trying again'),
      retryMs: limits.liveRetryMs,
      refreshMs: limits.liveRefreshMs,
    };
    const ofAccounts = {
      ...shared,
      groupOf: deps.accounts.groupOf,
      keyOf: ({ accountId }: { readonly accountId: string }) => accountId,
      tellsStateFirst: true,
    };
    const accounts = liveStates<Account>({ ...ofAccounts, readModel: 'accounts', read: findAccount(deps) });
    const health = liveStates<AccountHealth>({
      ...ofAccounts,
      readModel: 'health',
      read: (root) => healthNow(deps)(root),
    });
    const anomalies = liveStates<FoundAnomaly>({
      ...shared,
      readModel: 'anomalies',
      groupOf: foundGroupOf(deps, async (id) => (await deps.anomalies.find(id)).anomaly?.accountId),
      keyOf: ({ anomaly }) => anomaly.anomalyId,
      tellsStateFirst: false,
      read: findAnomaly(deps),
    });
    const alerts = liveStates<FoundAlert>({
      ...shared,
      readModel: 'alerts',
      groupOf: foundGroupOf(deps, async (id) => (await deps.alerts.find(id)).alert?.accountId),
      keyOf: ({ alert }) => alert.alertId,
      tellsStateFirst: false,
      read: (id) => findAlert(deps)(id as AlertId),
    });
    const predictions = liveStates<AccountPredictions>({
      ...ofAccounts,
      readModel: 'predictions',
      read: accountPredictions(deps),
    });
    app.decorate('live', {
      accounts: accounts.follow,
      health: health.follow,
      anomalies: anomalies.follow,
      alerts: alerts.follow,
      predictions: predictions.follow,
    });
    app.addHook('onClose', async () => {
      for (const states of [accounts, health, anomalies, alerts, predictions]) states.close();
    });
  },
  { name: 'live-read-models' },
);
