import type { Account } from '../answers/accounts.js';
import type { ReadSide } from '../deps.js';
import { accountHistory } from '../questions/account-history.js';
import { AskTrends, accountTrends } from '../questions/account-trends.js';
import { AskCohorts, cohorts } from '../questions/cohorts.js';
import { comparePeriods } from '../questions/compare-periods.js';
import { explainHealth } from '../questions/explain-health.js';
import { findAccount } from '../questions/find-account.js';
import { healthBands } from '../questions/health-bands.js';
import { AskHealthHistory, healthHistory } from '../questions/health-history.js';
import { healthNow } from '../questions/health-now.js';
import { listAccounts } from '../questions/list-accounts.js';
import { readModelsOf } from '../questions/read-models.js';
import { AskRetention, retention } from '../questions/retention.js';
import { trendMetrics } from '../questions/trend-metrics.js';
import { trendSeries } from '../questions/trend-series.js';
import { usagePatterns } from '../questions/usage-patterns.js';
import { alertResolvers } from './alert-resolvers.js';
import { analysisResolvers } from './analysis-resolvers.js';
import { anomalyResolvers } from './anomaly-resolvers.js';
import {
  AccountArguments,
  AccountsArguments,
  ComparisonArguments,
  ExplanationArguments,
  HealthArguments,
  HistoryArguments,
  NoArguments,
  SeriesArguments,
  UsageArguments,
} from './arguments.js';
import { connectionResolvers } from './connection-resolvers.js';
import { asking } from './context.js';
import { featureResolvers } from './feature-resolvers.js';
import { predictionResolvers } from './prediction-resolvers.js';
import { segmentResolvers } from './segment-resolvers.js';

/** Fields that ask. Everything else is a property of what was answered, so a list never asks once an item. */
export const resolvers = (readSide: ReadSide) => {
  const anomalies = anomalyResolvers(readSide);
  const segments = segmentResolvers(readSide);
  const alerts = alertResolvers(readSide);
  const predictions = predictionResolvers(readSide);
  const { connections, quarantine, mutations } = connectionResolvers(readSide);
  return {
    Mutation: {
      ...mutations,
      ...anomalies.mutations,
      ...segments.mutations,
      ...alerts.mutations,
      ...predictions.mutations,
    },
    Query: {
      connections,
      ...anomalies.queries,
      ...segments.queries,
      ...alerts.queries,
      ...predictions.queries,
      ...analysisResolvers(readSide),
      ...featureResolvers(readSide),
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
      trendSeries: asking('read:trends', readModelsOf.trendSeries, SeriesArguments, trendSeries(readSide)),
      comparePeriods: asking('read:trends', readModelsOf.trendSeries, ComparisonArguments, comparePeriods(readSide)),
      cohorts: asking('read:trends', readModelsOf.cohorts, AskCohorts, cohorts(readSide)),
      retention: asking('read:trends', readModelsOf.retention, AskRetention, retention(readSide)),
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
      healthExplanation: asking(
        'read:trends',
        readModelsOf.healthExplanation,
        ExplanationArguments,
        ({ first, ...asked }, { accountId }: Account) =>
          explainHealth(readSide)(accountId, { ...asked, ...(first && { limit: first }) }),
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
