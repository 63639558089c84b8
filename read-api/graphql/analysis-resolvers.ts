import * as t from 'io-ts';
import type { ReadSide } from '../deps.js';
import { analysedFields, FalseAlarms, Horizon, LongestLag, Metric } from '../parameters/analysis.js';
import { Names } from '../parameters/common.js';
import { correlateMetrics } from '../questions/correlate-metrics.js';
import { decomposeSeries } from '../questions/decompose-series.js';
import { forecastSeries } from '../questions/forecast-series.js';
import { readModelsOf } from '../questions/read-models.js';
import { simulateDetector } from '../questions/simulate-detector.js';
import { asking } from './context.js';

const { grain: _, ...days } = analysedFields;
const OneSeries = t.intersection([t.strict({ metric: Metric }), t.exact(t.partial(analysedFields))]);
const Ahead = t.intersection([t.strict({ metric: Metric, horizon: Horizon }), t.exact(t.partial(analysedFields))]);
const Several = t.intersection([
  t.strict({ metrics: Names, longestLag: LongestLag }),
  t.exact(t.partial(analysedFields)),
]);
const Detector = t.intersection([
  t.strict({ metric: Metric, falseAlarmsPerYear: FalseAlarms }),
  t.exact(t.partial(days)),
]);

/** The same questions as over REST. */
export const analysisResolvers = (readSide: ReadSide) => ({
  decomposition: asking('read:trends', readModelsOf.analysis, OneSeries, decomposeSeries(readSide)),
  forecast: asking('read:trends', readModelsOf.analysis, Ahead, forecastSeries(readSide)),
  correlations: asking('read:trends', readModelsOf.analysis, Several, correlateMetrics(readSide)),
  detector: asking('read:trends', readModelsOf.analysis, Detector, simulateDetector(readSide)),
});
