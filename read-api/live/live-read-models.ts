import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Account } from '../answers/accounts.js';
import type { AccountHealth } from '../answers/health.js';
import type { ReadApiDeps } from '../deps.js';
import { graphqlErrorOf } from '../graphql/graphql-errors.js';
import type { Limits } from '../limits.js';
import { failureOf } from '../plugins/failure.js';
import { findAccount } from '../questions/find-account.js';
import { healthNow } from '../questions/health-now.js';
import { type Follow, liveStates } from './live-states.js';

declare module 'fastify' {
  interface FastifyInstance {
    live: { readonly accounts: Follow<Account>; readonly health: Follow<AccountHealth> };
  }
}

type Options = { readonly deps: ReadApiDeps; readonly limits: Limits };

/** The read models that can be followed, each fed by its notices for as long as the instance runs. */
export const liveReadModels = fp(
  async (app: FastifyInstance, { deps, limits }: Options) => {
    const shared = {
      accounts: deps.accounts,
      changeFeed: deps.changeFeed,
      errorOf: graphqlErrorOf,
      onFailure: (thrown: unknown) =>
        app.log.error({ failure: failureOf(thrown) }, 'live state not read, trying again'),
      retryMs: limits.liveRetryMs,
      refreshMs: limits.liveRefreshMs,
    };
    const accounts = liveStates<Account>({ ...shared, readModel: 'accounts', read: findAccount(deps) });
    const health = liveStates<AccountHealth>({ ...shared, readModel: 'health', read: (root) => healthNow(deps)(root) });
    app.decorate('live', { accounts: accounts.follow, health: health.follow });
    app.addHook('onClose', async () => {
      accounts.close();
      health.close();
    });
  },
  { name: 'live-read-models' },
);
