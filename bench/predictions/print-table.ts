import { areaUnderCurve } from '../../ml/learning/metrics/area-under-curve.js';
import { expectedCalibrationError } from '../../ml/learning/metrics/calibration-error.js';
import { precisionAtRecall, precisionRecallCurve } from '../../ml/learning/metrics/precision-recall.js';
import { logLoss } from '../../ml/learning/metrics/probability-scores.js';

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export type Told = {
  readonly by: string;
  /** One a row, higher where the outcome is likelier. */
  readonly scores: Float64Array;
  /** Whether scores are probabilities; else they rank only. */
  readonly areChances: boolean;
};

const cell = (text: string): string => text.padStart(12);
const fixed = (value: number, digits: number): string => cell(Number.isFinite(value) ? value.toFixed(digits) : '');

/** How well each tells an outcome of the same rows. */
export const printChances = (labels: Float64Array, told: ReadonlyArray<Told>): void => {
  const heads = ['AUC', 'log loss', 'ECE', 'p at r 0.80', 'r at p 0.85'];
  say(`  ${''.padEnd(34)}${heads.map(cell).join('')}`);
  for (const { by, scores, areChances } of told) {
    const curve = precisionRecallCurve(scores, labels);
    const recall = curve.findLast(({ precision }) => precision >= 0.85)?.recall ?? 0;
    say(
      `  ${by.padEnd(34)}${fixed(areaUnderCurve(scores, labels).auc, 4)}` +
        `${areChances ? fixed(logLoss(scores, labels), 4) : cell('')}` +
        `${areChances ? fixed(expectedCalibrationError(scores, labels), 4) : cell('')}` +
        `${fixed(precisionAtRecall(curve, 0.8), 3)}${fixed(recall, 3)}`,
    );
  }
};
