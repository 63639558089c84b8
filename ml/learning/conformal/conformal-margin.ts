/** By how much each value is outside of its interval; below zero inside. Romano, Patterson and Candès 2019. */
export const excesses = (low: Float64Array, high: Float64Array, actual: Float64Array): Float64Array =>
  actual.map((value, row) => Math.max((low[row] as number) - value, value - (high[row] as number)));

/**
 * The least margin by which intervals must be widened (narrowed, where it is below zero) so that the next one covers its value
 * with probability `level` or more; infinite where there are too few to tell. Rows of one group count as one together, so that
 * it holds for the rows of a group that is not among them. Vovk, Gammerman and Shafer 2005; Dunn, Wasserman and Ramdas 2023.
 * @param excess one a row of those intervals were not learned from: see `excesses`
 * @param groups one a row; undefined where each row stands alone
 */
export const conformalMargin = (excess: Float64Array, level: number, groups?: Int32Array): number => {
  const sizes = new Map<number, number>();
  for (const group of groups ?? []) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const independent = groups === undefined ? excess.length : sizes.size;
  const weightOf = (row: number): number =>
    groups === undefined ? 1 : 1 / (sizes.get(groups[row] as number) as number);
  const order = Uint32Array.from(excess, (_, i) => i).sort((a, b) => (excess[a] as number) - (excess[b] as number));
  // Sums of parts of one end a little off whole numbers.
  const needed = level * (independent + 1) - 1e-9;
  let covered = 0;
  for (const row of order) {
    covered += weightOf(row);
    if (covered >= needed) return excess[row] as number;
  }
  return Number.POSITIVE_INFINITY;
};
