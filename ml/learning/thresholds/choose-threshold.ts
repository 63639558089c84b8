import { type OperatingPoint, precisionRecallCurve } from '../metrics/precision-recall.js';

export type ThresholdRule =
  /** Least total cost of rows called positive in error and of positives missed. */
  | { readonly by: 'cost'; readonly ofFalsePositive: number; readonly ofFalseNegative: number }
  /** The highest recall at no less than that precision. */
  | { readonly by: 'precision'; readonly atLeast: number };

export type ChosenThreshold = {
  /** Undefined where calling none positive is best, or no point is precise enough. */
  readonly chosen: OperatingPoint | undefined;
  readonly curve: ReadonlyArray<OperatingPoint>;
};

const costOf = (point: OperatingPoint, positives: number, falsePositive: number, falseNegative: number): number =>
  point.falsePositives * falsePositive + (positives - point.truePositives) * falseNegative;

const leastCostly = (
  curve: ReadonlyArray<OperatingPoint>,
  falsePositive: number,
  falseNegative: number,
): OperatingPoint | undefined => {
  const positives = curve.at(-1)?.truePositives ?? 0;
  let least = positives * falseNegative;
  let chosen: OperatingPoint | undefined;
  for (const point of curve) {
    const cost = costOf(point, positives, falsePositive, falseNegative);
    if (cost >= least) continue;
    least = cost;
    chosen = point;
  }
  return chosen;
};

/**
 * From which score on to call rows positive, with all that could have been chosen.
 * @param scores of rows that neither the model nor its calibrator learned from
 * @param labels 0 or 1
 */
export const chooseThreshold = (scores: Float64Array, labels: Float64Array, rule: ThresholdRule): ChosenThreshold => {
  const curve = precisionRecallCurve(scores, labels);
  switch (rule.by) {
    case 'cost':
      return { chosen: leastCostly(curve, rule.ofFalsePositive, rule.ofFalseNegative), curve };
    case 'precision':
      return { chosen: curve.findLast(({ precision, recall }) => recall > 0 && precision >= rule.atLeast), curve };
  }
};
