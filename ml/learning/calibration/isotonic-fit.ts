export type IsotonicFit = {
  /** The lowest score of each level, ascending. */
  readonly from: Float64Array;
  /** The highest score of each level. */
  readonly to: Float64Array;
  /** The mean target of each level, ascending. */
  readonly levels: Float64Array;
  /** The level of each row that was given. */
  readonly fitted: Float64Array;
};

/**
 * The rising steps over scores that are closest to the targets by squares, rows of equal score together.
 * Pool adjacent violators: Ayer, Brunk, Ewing, Reid and Silverman 1955.
 * @param scores one a row, no NaN
 * @param targets one a row
 * @param weights of how many rows each stands for; one where they are left out
 */
export const isotonicFit = (scores: Float64Array, targets: Float64Array, weights?: Float64Array): IsotonicFit => {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const start = new Uint32Array(order.length + 1);
  const sums = new Float64Array(order.length);
  const counts = new Float64Array(order.length);
  let top = -1;
  const absorb = (): void => {
    sums[top - 1] = (sums[top - 1] as number) + (sums[top] as number);
    counts[top - 1] = (counts[top - 1] as number) + (counts[top] as number);
    top -= 1;
  };
  const mean = (level: number): number => (sums[level] as number) / (counts[level] as number);
  const scoreAt = (place: number): number => scores[order[place] as number] as number;
  for (let i = 0; i < order.length; ) {
    top += 1;
    start[top] = i;
    sums[top] = 0;
    counts[top] = 0;
    const score = scoreAt(i);
    for (; i < order.length && scoreAt(i) === score; i += 1) {
      const row = order[i] as number;
      const weight = weights?.[row] ?? 1;
      sums[top] = (sums[top] as number) + weight * (targets[row] as number);
      counts[top] = (counts[top] as number) + weight;
    }
    while (top > 0 && mean(top - 1) >= mean(top)) absorb();
  }
  start[top + 1] = order.length;
  const ofLevel = (of: (level: number) => number) => Float64Array.from({ length: top + 1 }, (_, level) => of(level));
  const levels = ofLevel(mean);
  const fitted = new Float64Array(order.length);
  levels.forEach((value, level) => {
    for (let i = start[level] as number; i < (start[level + 1] as number); i += 1) fitted[order[i] as number] = value;
  });
  return {
    from: ofLevel((level) => scoreAt(start[level] as number)),
    to: ofLevel((level) => scoreAt((start[level + 1] as number) - 1)),
    levels,
    fitted,
  };
};
