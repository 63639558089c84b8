import type { Evaluation } from '../../domain/prediction-model/events.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import { areaUnderCurve } from '../learning/metrics/area-under-curve.js';
import { expectedCalibrationError } from '../learning/metrics/calibration-error.js';
import { precisionAtRecall, precisionRecallCurve } from '../learning/metrics/precision-recall.js';
import { brierScore, logLoss } from '../learning/metrics/probability-scores.js';
import type { Judged } from './train-chance.js';

export type Metric = Evaluation['metrics'][number];

const RECALL = 0.8;
const PRECISION = 0.85;
const POINTS = 10;

export const metricOf = (name: string, horizon: number, value: number, error?: number): ReadonlyArray<Metric> => {
  if (!Number.isFinite(value)) return [];
  const within = error !== undefined && Number.isFinite(error) ? 1.96 * error : undefined;
  return [
    {
      ...{ name: name as NonEmptyString, horizon, value },
      low: within === undefined ? null : value - within,
      high: within === undefined ? null : value + within,
    },
  ];
};

/** How well chances were told: on rows that what told them had not learned from. */
export const metricsOf = ({ days, labels, probabilities }: Judged): ReadonlyArray<Metric> => {
  const { auc, standardError } = areaUnderCurve(probabilities, labels);
  const curve = precisionRecallCurve(probabilities, labels);
  const recall = curve.findLast(({ precision }) => precision >= PRECISION)?.recall ?? 0;
  return [
    ...metricOf('AUC', days, auc, standardError),
    ...metricOf('log loss', days, logLoss(probabilities, labels)),
    ...metricOf('Brier score', days, brierScore(probabilities, labels)),
    ...metricOf('calibration error', days, expectedCalibrationError(probabilities, labels)),
    ...metricOf('precision at 80 % recall', days, precisionAtRecall(curve, RECALL)),
    ...metricOf('recall at 85 % precision', days, recall),
  ];
};

/** What was said and what came of tenths of the rows, the least likely first. */
export const calibrationPoints = ({ days, labels, probabilities }: Judged): Evaluation['calibration'] => {
  const order = Int32Array.from(labels.keys()).sort(
    (a, b) => (probabilities[a] as number) - (probabilities[b] as number) || a - b,
  );
  return Array.from({ length: POINTS }, (_, i) => {
    const rows = order.subarray(Math.floor((i * order.length) / POINTS), Math.floor(((i + 1) * order.length) / POINTS));
    const mean = (of: Float64Array) => rows.reduce((sum, row) => sum + (of[row] as number), 0) / rows.length;
    return { horizon: days, said: mean(probabilities), came: mean(labels), count: rows.length };
  }).filter(({ count }) => count > 0);
};
