import type { Account } from '../answers/accounts.js';
import type { ReadSide } from '../deps.js';
import { accountHistory } from '../questions/account-history.js';
import { AskTrends, accountTrends } from '../questions/account-trends.js';
import { findAccount } from '../questions/find-account.js';
import { healthBands } from '../questions/health-bands.js';
import { AskHealthHistory, healthHistory } from '../questions/health-history.js';
import { healthNow } from '../questions/health-now.js';
import { listAccounts } from '../questions/list-accounts.js';
import { readModelsOf } from '../questions/read-models.js';
import { trendMetrics } from '../questions/trend-metrics.js';
import { usagePatterns } from '../questions/usage-patterns.js';
import {
  AccountArguments,
  AccountsArguments,
  HealthArguments,
  HistoryArguments,
  NoArguments,
  UsageArguments,
} from './arguments.js';
import { connectionResolvers } from './connection-resolvers.js';
import { asking } from './context.js';

/** Fields that ask. Everything else is a property of what was answered, so a list never asks once an item. */
export const resolvers = (readSide: ReadSide) => {
  const { connections, quarantine, mutations } = connectionResolvers(readSide);
  return {
    Mutation: mutations,
    Query: {
      connections,
      quarantine,
      accounts: asking(
        'read:accounts',
        readModelsOf.accounts,
        AccountsArguments,
        ({ filter = {}, orderBy, first, after }) =>
          listAccounts(readSide)({
            filter,
            ...(orderBy && { order: orderBy }),
            ...(first && { limit: first }),
            ...(after && { cursor: after }),
          }),
      ),
      account: asking('read:accounts', readModelsOf.account, AccountArguments, ({ id }) => findAccount(readSide)(id)),
      usagePatterns: asking('read:trends', readModelsOf.usagePatterns, UsageArguments, ({ timeframe, ...asked }) =>
        usagePatterns(readSide)(timeframe, asked),
      ),
      healthBands: asking('read:trends', readModelsOf.healthBands, NoArguments, () => healthBands(readSide)),
      trendMetrics: asking('read:trends', readModelsOf.trendMetrics, NoArguments, () => trendMetrics(readSide)),
    },
    Account: {
      health: asking('read:trends', readModelsOf.health, HealthArguments, ({ asOf }, { accountId }: Account) =>
        healthNow(readSide)(accountId, asOf),
      ),
      healthHistory: asking(
        'read:trends',
        readModelsOf.healthHistory,
        AskHealthHistory,
        (asked, { accountId }: Account) => healthHistory(readSide)(accountId, asked),
      ),
      trends: asking('read:trends', readModelsOf.trends, AskTrends, (asked, { accountId, mergedFrom }: Account) =>
        accountTrends(readSide)([accountId, ...mergedFrom], asked),
      ),
      history: asking(
        'read:history',
        readModelsOf.history,
        HistoryArguments,
        ({ first, after, ...asked }, { accountId }: Account, { role }) =>
          accountHistory(readSide)(
            accountId,
            { ...asked, ...(first && { limit: first }), ...(after && { cursor: after }) },
            role,
          ),
      ),
    },
  };
};
