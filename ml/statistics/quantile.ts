/** The values that are there (not NaN), from the smallest to the largest, in a new array. */
export const sortedValues = (values: Float64Array): Float64Array =>
  values.filter((value) => !Number.isNaN(value)).sort();

/**
 * The `p`-quantile of values in ascending order, none of them NaN, interpolated between neighbours; NaN of no values.
 * Hyndman and Fan 1996, definition 7.
 */
export const quantileOfSorted = (sorted: ArrayLike<number>, p: number): number => {
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low === high ? low : low + (high - low) * (place - below);
};

/** Puts the values in such an order that none before `place` is larger than the one there, and none after it smaller. Hoare 1961. */
const select = (values: Float64Array, place: number): void => {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) < pivot) left += 1;
      while ((values[right] as number) > pivot) right -= 1;
      if (left <= right) {
        const swapped = values[left] as number;
        values[left] = values[right] as number;
        values[right] = swapped;
        left += 1;
        right -= 1;
      }
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else return;
  }
};

/** As `quantile`, of values none of which is NaN; their order is lost. */
export const quantileInPlace = (values: Float64Array, p: number): number => {
  const { length } = values;
  if (length === 0) return Number.NaN;
  const place = (length - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(place);
  select(values, below);
  const low = values[below] as number;
  if (place === below) return low;
  let high = values[below + 1] as number;
  for (let i = below + 2; i < length; i += 1) if ((values[i] as number) < high) high = values[i] as number;
  return low === high ? low : low + (high - low) * (place - below);
};

/** As `quantileOfSorted`, of values in any order; NaN are left out. O(n). */
export const quantile = (values: Float64Array, p: number): number => {
  const there = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i += 1)
    if (!Number.isNaN(values[i])) {
      there[count] = values[i] as number;
      count += 1;
    }
  return quantileInPlace(there.subarray(0, count), p);
};

export const median = (values: Float64Array): number => quantile(values, 0.5);

/** Of a normal distribution, the standard deviation over the median absolute deviation. */
export const NORMAL_CONSISTENCY = 1.482602218505602;

/** A standard deviation that up to half of the values cannot spoil: the median distance from the median, scaled to agree with a normal distribution's. */
export const robustDeviation = (values: Float64Array): number => {
  const middle = median(values);
  const distances = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) distances[i] = Math.abs((values[i] as number) - middle);
  return NORMAL_CONSISTENCY * median(distances);
};
