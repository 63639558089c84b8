import type { SegmentCost } from './segment-cost.js';

export type PartitionOptions = {
  /** What each change must lower the sum of costs by. */
  readonly penalty: number;
  readonly shortest: number;
  /** By how much at most two segments together may cost more than the one that they are parts of. */
  readonly excess: number;
};

/**
 * The changes (first index of each segment but the first) that minimise the sum of the segments' costs and a penalty for each.
 * Exact: optimal partition of Jackson et al. 2005, pruned as by Killick, Fearnhead and Eckley 2012 (PELT).
 */
export const optimalPartition = (
  length: number,
  cost: SegmentCost,
  { penalty, shortest, excess }: PartitionOptions,
): ReadonlyArray<number> => {
  const best = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(length + 1);
  best[0] = -penalty;
  let starts: Array<number> = [0];
  for (let until = shortest; until <= length; until += 1) {
    for (const from of starts) {
      const total = (best[from] as number) + cost(from, until) + penalty;
      if (total < (best[until] as number)) {
        best[until] = total;
        last[until] = from;
      }
    }
    const settled = until + 1 - shortest;
    if (settled < shortest) continue;
    const bound = (best[settled] as number) + excess;
    starts = starts.filter(
      (from) => settled - from < shortest || (best[from] as number) + cost(from, settled) <= bound,
    );
    starts.push(settled);
  }
  const changes: Array<number> = [];
  for (let from = last[length] as number; from > 0; from = last[from] as number) changes.unshift(from);
  return changes;
};
