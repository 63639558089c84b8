import { areaUnderCurve } from '../../ml/learning/metrics/area-under-curve.js';
import { expectedCalibrationError } from '../../ml/learning/metrics/calibration-error.js';
import { precisionAtRecall, precisionRecallCurve } from '../../ml/learning/metrics/precision-recall.js';
import { brierScore, logLoss } from '../../ml/learning/metrics/probability-scores.js';
import type { Measured } from './measure.js';

const RECALL = 0.8;

const HEADING =
  '| learner | AUC (standard error) | log loss | Brier | calibration error | precision at 80 % recall | training, CPU s | one row, us | a row of many, us | one row with reasons, us |';

/** Figures of all rows together, each predicted by what was trained on the other folds. */
export const printTable = (title: string, labels: Float64Array, measured: ReadonlyArray<Measured>): void => {
  console.log(`\n${title}\n\n${HEADING}\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |`);
  for (const { name, probabilities, trainingSeconds, oneRow, batchRow, explainedRow } of measured) {
    const { auc, standardError } = areaUnderCurve(probabilities, labels);
    const cells = [
      name,
      `${auc.toFixed(4)} (${standardError.toFixed(4)})`,
      logLoss(probabilities, labels).toFixed(4),
      brierScore(probabilities, labels).toFixed(4),
      expectedCalibrationError(probabilities, labels).toFixed(4),
      precisionAtRecall(precisionRecallCurve(probabilities, labels), RECALL).toFixed(3),
      trainingSeconds.toFixed(2),
      oneRow.toFixed(1),
      batchRow.toFixed(1),
      explainedRow?.toFixed(0) ?? '',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
};
