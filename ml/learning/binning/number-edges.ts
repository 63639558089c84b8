import { sortedValues } from '../../statistics/quantile.js';

/** A number from `low` up to below `high`, half way where there is one. */
const between = (low: number, high: number): number => {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
};

const FEW = 8;

/** The distinct values in ascending order, without sorting all of them; undefined where there are more than a few. */
const fewDistinct = (values: Float64Array): Float64Array | undefined => {
  const found: Array<number> = [];
  for (const value of values) {
    if (Number.isNaN(value) || found.includes(value)) continue;
    if (found.length === FEW) return undefined;
    found.push(value);
  }
  return Float64Array.from(found).sort();
};

/** Where values as common as a whole bin have it alone, and the others share what bins are left, evenly. */
const evenEdges = (distinct: Float64Array, counts: Int32Array, bins: number): Float64Array => {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let commonRows = 0;
  let commons = 0;
  for (const count of counts)
    if (count * bins >= all) {
      commonRows += count;
      commons += 1;
    }
  const share = (all - commonRows) / Math.max(1, bins - commons);
  const edges: Array<number> = [];
  let inBin = 0;
  for (let i = 0; i < distinct.length - 1 && edges.length < bins - 1; i += 1) {
    inBin += counts[i] as number;
    const isCommon = (counts[i] as number) * bins >= all;
    const nextIsCommon = (counts[i + 1] as number) * bins >= all;
    if (!isCommon && !nextIsCommon && inBin < share) continue;
    edges.push(between(distinct[i] as number, distinct[i + 1] as number));
    inBin = 0;
  }
  return Float64Array.from(edges);
};

/**
 * The upper edges of all bins but the last, which has none: a value is in the first bin whose edge it does not exceed. A bin for each
 * distinct value where there are no more than `bins`, else bins of about as many rows. Missing values (NaN) are left out.
 */
export const numberEdges = (values: Float64Array, bins: number): Float64Array => {
  const few = fewDistinct(values);
  const sorted = few ?? sortedValues(values);
  const distinct = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let found = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      distinct[found] = sorted[i] as number;
      found += 1;
    }
    counts[found - 1] = (counts[found - 1] as number) + 1;
  }
  if (found > bins) return evenEdges(distinct.subarray(0, found), counts.subarray(0, found), bins);
  return Float64Array.from({ length: Math.max(0, found - 1) }, (_, i) =>
    between(distinct[i] as number, distinct[i + 1] as number),
  );
};

/** The place of the first edge that the value does not exceed; their number where it exceeds all. */
export const placeAmong = (edges: Float64Array, value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};
