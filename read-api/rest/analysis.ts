import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { Correlations, Decomposition, SeriesForecast, SimulatedDetector } from '../answers/analysis.js';
import type { ReadSide } from '../deps.js';
import { analysedFields, FalseAlarms, Horizon, LongestLag, Metric } from '../parameters/analysis.js';
import { Names } from '../parameters/common.js';
import { scopeOf } from '../parameters/scope.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { correlateMetrics } from '../questions/correlate-metrics.js';
import { decomposeSeries } from '../questions/decompose-series.js';
import { forecastSeries } from '../questions/forecast-series.js';
import { readModelsOf } from '../questions/read-models.js';
import { simulateDetector } from '../questions/simulate-detector.js';
import { sendAnswer } from './answering.js';

const { accountId: account_id, ...rest } = analysedFields;
const series = { account_id, ...rest };
const { grain: _, ...days } = series;

const DEFAULT_HORIZON = 30;
const DEFAULT_LAG = 30;
const DEFAULT_FALSE_ALARMS = 1;

const OneSeries = t.exact(t.intersection([t.type({ metric: Metric }), t.partial(series)]));
const Ahead = t.exact(t.intersection([t.type({ metric: Metric }), t.partial({ ...series, horizon: Horizon })]));
const Several = t.exact(t.intersection([t.type({ metric: Names }), t.partial({ ...series, longest_lag: LongestLag })]));
const Detector = t.exact(
  t.intersection([t.type({ metric: Metric }), t.partial({ ...days, false_alarms_per_year: FalseAlarms })]),
);

const tags = ['analysis'];
const config = { permission: 'read:trends', readModels: readModelsOf.analysis } as const;

/** What series say. The series are those of `/trends/series`. */
export const analysisRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();

  app.get(
    '/trends/decomposition',
    {
      schema: {
        tags,
        summary: 'A metric taken apart into its trend, the seasons that are there, and the rest',
        querystring: OneSeries,
        response: { 200: Decomposition },
      },
      config,
    },
    (request, reply) => sendAnswer(reply, decomposeSeries(readSide)(scopeOf(request.query))),
  );
  app.get(
    '/trends/forecast',
    {
      schema: {
        tags,
        summary: 'How a metric goes on, with intervals that hold it with 80 and 95 % probability',
        querystring: Ahead,
        response: { 200: SeriesForecast },
      },
      config,
    },
    (request, reply) =>
      sendAnswer(reply, forecastSeries(readSide)({ horizon: DEFAULT_HORIZON, ...scopeOf(request.query) })),
  );
  app.get(
    '/trends/correlations',
    {
      schema: {
        tags,
        summary: 'Which metric moves before which, seasons and trends apart',
        querystring: Several,
        response: { 200: Correlations },
      },
      config,
    },
    (request, reply) => {
      const { metric: metrics, longest_lag: longestLag = DEFAULT_LAG, ...asked } = scopeOf(request.query);
      return sendAnswer(reply, correlateMetrics(readSide)({ ...asked, metrics, longestLag }));
    },
  );
  app.get(
    '/trends/detector',
    {
      schema: {
        tags,
        summary: 'What a detector of this sensitivity would have alarmed, judged day by day from what was there before',
        querystring: Detector,
        response: { 200: SimulatedDetector },
      },
      config,
    },
    (request, reply) => {
      const { false_alarms_per_year: falseAlarmsPerYear = DEFAULT_FALSE_ALARMS, ...asked } = scopeOf(request.query);
      return sendAnswer(reply, simulateDetector(readSide)({ ...asked, falseAlarmsPerYear }));
    },
  );
};
