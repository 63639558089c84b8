/** Squared distance of the values from `from` up to `until` (not with it) from what describes them, plus the price of a slope. */
export type SegmentCost = (from: number, until: number) => number;

/** A segment of values: its line, or its mean where the slope is not worth its price. */
export type Segment = { readonly level: number; readonly slope: number; readonly squares: number };

/** Any segment of the values in constant time, from sums over what stands before each. */
export const segmentsOf = (values: Float64Array): ((from: number, until: number) => Segment) => {
  const sums = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  const moments = new Float64Array(values.length + 1);
  values.forEach((value, i) => {
    sums[i + 1] = (sums[i] as number) + value;
    squares[i + 1] = (squares[i] as number) + value * value;
    moments[i + 1] = (moments[i] as number) + i * value;
  });
  const between = (prefix: Float64Array, from: number, until: number) =>
    (prefix[until] as number) - (prefix[from] as number);
  return (from, until) => {
    const count = until - from;
    const sum = between(sums, from, until);
    const spread = (count * (count * count - 1)) / 12;
    const slope = count < 3 ? 0 : (between(moments, from, until) - (from + (count - 1) / 2) * sum) / spread;
    const around = between(squares, from, until) - (sum * sum) / count;
    return { level: sum / count, slope, squares: Math.max(0, around - slope * slope * spread) };
  };
};

/** As `segmentsOf`, each segment with a slope only where that lowers the squares by more than `price`. */
export const pricedSegmentsOf = (values: Float64Array, price: number): ((from: number, until: number) => Segment) => {
  const lineOf = segmentsOf(values);
  return (from, until) => {
    const line = lineOf(from, until);
    const count = until - from;
    const gained = (line.slope * line.slope * count * (count * count - 1)) / 12;
    return gained > price ? line : { level: line.level, slope: 0, squares: line.squares + gained };
  };
};
