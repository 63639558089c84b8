import type { FastifyInstance } from 'fastify';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import { HealthHistory } from '../answers/health.js';
import { HealthExplanation } from '../answers/health-explanation.js';
import { Comparisons, Grain, SeriesAnswer, TrendMetrics, UsagePatterns } from '../answers/trends.js';
import type { ReadSide } from '../deps.js';
import { Flag, Names } from '../parameters/common.js';
import { scopeFields, scopeOf } from '../parameters/scope.js';
import { Timeframe } from '../parameters/timeframe.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { groupOf } from '../questions/ask.js';
import { comparePeriods } from '../questions/compare-periods.js';
import { AskExplanation, explainHealth } from '../questions/explain-health.js';
import { AskHealthHistory, healthHistory } from '../questions/health-history.js';
import { readModelsOf } from '../questions/read-models.js';
import { trendMetrics } from '../questions/trend-metrics.js';
import { trendSeries } from '../questions/trend-series.js';
import { usagePatterns } from '../questions/usage-patterns.js';
import { sendAnswer } from './answering.js';
import { tableTypes } from './tables.js';
import { comparisonTable, seriesTable } from './trend-tables.js';

const ByAccount = t.strict({ account_id: AccountId });
const ByTimeframe = t.strict({ timeframe: Timeframe });
const Narrowing = t.exact(t.partial({ ...scopeFields, metric: Names, by_feature: Flag, grain: Grain }));
const wanted = { metric: Names };
const span = { from: CalendarDate, to: CalendarDate };
const WhichSeries = t.exact(
  t.intersection([t.type(wanted), t.partial({ ...scopeFields, ...span, by_feature: Flag, grain: Grain })]),
);
const WhichPeriods = t.exact(
  t.intersection([
    t.type(wanted),
    t.partial({ ...scopeFields, ...span, before_from: CalendarDate, before_to: CalendarDate, by_feature: Flag }),
  ]),
);
const Nothing = t.strict({});
const tags = ['trends'];

export const trendRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();

  app.get(
    '/trends/health-scores/:account_id',
    {
      schema: {
        tags,
        summary: 'Health by day, and now; with knownAt, as the log knew it then',
        params: ByAccount,
        querystring: AskHealthHistory,
        response: { 200: HealthHistory },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.healthHistory },
    },
    (request, reply) =>
      sendAnswer(
        reply,
        pipe(
          groupOf(readSide.accounts, request.params.account_id),
          TE.flatMap(({ root }) => healthHistory(readSide)(root, request.query)),
        ),
      ),
  );

  app.get(
    '/trends/health-scores/:account_id/explain',
    {
      schema: {
        tags,
        summary: 'What moved the score from the end of one day to the end of another, and the facts behind it',
        params: ByAccount,
        querystring: AskExplanation,
        response: { 200: HealthExplanation },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.healthExplanation },
    },
    (request, reply) => sendAnswer(reply, explainHealth(readSide)(request.params.account_id, request.query)),
  );

  app.get(
    '/trends/usage-patterns/:timeframe',
    {
      schema: {
        tags,
        produces: tableTypes,
        summary: 'Usage over a timeframe, of an account, a part of the book, or all of it',
        params: ByTimeframe,
        querystring: Narrowing,
        response: { 200: UsagePatterns },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.usagePatterns },
    },
    (request, reply) => {
      const { metric: metrics, by_feature: byFeature, ...rest } = request.query;
      return sendAnswer(
        reply,
        usagePatterns(readSide)(request.params.timeframe, {
          ...scopeOf(rest),
          ...(metrics === undefined ? {} : { metrics }),
          ...(byFeature === undefined ? {} : { byFeature }),
        }),
        seriesTable,
      );
    },
  );

  app.get(
    '/trends/series',
    {
      schema: {
        tags,
        produces: tableTypes,
        summary: 'Any metrics over time, of an account, a part of the book, or all of it, split or not',
        querystring: WhichSeries,
        response: { 200: SeriesAnswer },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.trendSeries },
    },
    (request, reply) => {
      const { metric: metrics, by_feature: byFeature, ...rest } = request.query;
      return sendAnswer(
        reply,
        trendSeries(readSide)({ ...scopeOf(rest), metrics, ...(byFeature === undefined ? {} : { byFeature }) }),
        seriesTable,
      );
    },
  );

  app.get(
    '/trends/compare',
    {
      schema: {
        tags,
        produces: tableTypes,
        summary: 'Metrics over a period beside what they were over another: the one right before, if not said',
        querystring: WhichPeriods,
        response: { 200: Comparisons },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.trendSeries },
    },
    (request, reply) => {
      const {
        metric: metrics,
        by_feature: byFeature,
        before_from: beforeFrom,
        before_to: beforeTo,
        ...rest
      } = request.query;
      return sendAnswer(
        reply,
        comparePeriods(readSide)({
          ...scopeOf(rest),
          metrics,
          ...(byFeature === undefined ? {} : { byFeature }),
          ...(beforeFrom === undefined ? {} : { beforeFrom }),
          ...(beforeTo === undefined ? {} : { beforeTo }),
        }),
        comparisonTable,
      );
    },
  );

  app.get(
    '/trends/metrics',
    {
      schema: { tags, summary: 'The metrics there are', querystring: Nothing, response: { 200: TrendMetrics } },
      config: { permission: 'read:trends', readModels: readModelsOf.trendMetrics },
    },
    (_request, reply) => sendAnswer(reply, trendMetrics(readSide)),
  );
};
