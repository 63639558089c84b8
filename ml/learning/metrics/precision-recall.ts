/** What is found by calling positive each row whose score is at least `threshold`. */
export type OperatingPoint = {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly truePositives: number;
  readonly falsePositives: number;
};

/**
 * One point for each score there is, from the highest to the lowest: recall rises.
 * @param scores one a row, no NaN
 * @param labels 0 or 1
 */
export const precisionRecallCurve = (scores: Float64Array, labels: Float64Array): ReadonlyArray<OperatingPoint> => {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const curve: Array<OperatingPoint> = [];
  let truePositives = 0;
  order.forEach((row, i) => {
    truePositives += labels[row] as number;
    const threshold = scores[row] as number;
    const next = order[i + 1];
    if (next !== undefined && scores[next] === threshold) return;
    curve.push({
      threshold,
      precision: truePositives / (i + 1),
      recall: truePositives / positives,
      truePositives,
      falsePositives: i + 1 - truePositives,
    });
  });
  return curve;
};

/** Mean precision over the positives as they are found; interpolates nothing. */
export const averagePrecision = (curve: ReadonlyArray<OperatingPoint>): number =>
  curve.reduce((sum, { precision, recall }, i) => sum + precision * (recall - (curve[i - 1]?.recall ?? 0)), 0);

/** The best precision of those points that find at least the share `recall` of positives; NaN where there are none. */
export const precisionAtRecall = (curve: ReadonlyArray<OperatingPoint>, recall: number): number =>
  curve.reduce((best, point) => (point.recall >= recall ? Math.max(best, point.precision) : best), 0) || Number.NaN;

/** How many times as many positives are among the share `top` of rows with the highest scores as among as many drawn blindly; rows of equal score count in part. */
export const lift = (curve: ReadonlyArray<OperatingPoint>, top: number): number => {
  const called = ({ truePositives, falsePositives }: OperatingPoint) => truePositives + falsePositives;
  const last = curve.at(-1);
  if (last === undefined || last.truePositives === 0) return Number.NaN;
  const wanted = top * called(last);
  const after = curve.findIndex((point) => called(point) >= wanted);
  const at = curve[after] as OperatingPoint;
  const before = curve[after - 1];
  const from = before === undefined ? 0 : called(before);
  const found = before?.truePositives ?? 0;
  const within = (wanted - from) / (called(at) - from);
  return (found + within * (at.truePositives - found)) / (wanted * (last.truePositives / called(last)));
};
