import { fillKernel, type Kernel, makeKernel } from './kernel.js';

/** The first `count` entries: whole places in ascending order, the value at each, and how far it is trusted (0 to 1). */
export type Points = {
  readonly at: Int32Array;
  readonly values: Float64Array;
  readonly trust: Float64Array;
  count: number;
};

export type LoessOptions = {
  /** How many of the nearest values a fit takes in. */
  readonly window: number;
  /** 0 fits a level, 1 a line. */
  readonly degree: 0 | 1;
  /** Every how many steps a fit is made; between, the curve is straight. */
  readonly jump: number;
};

const meanOf = (values: Float64Array, left: number, right: number): number => {
  let sum = 0;
  for (let i = left; i < right; i += 1) sum += values[i] as number;
  return sum / (right - left);
};

const fitAt = (points: Points, left: number, size: number, x: number, degree: 0 | 1, kernel: Kernel): number => {
  const { at, values, trust } = points;
  const right = left + size;
  let sum = 0;
  let sumD = 0;
  let sumDD = 0;
  let sumY = 0;
  let sumDY = 0;
  for (let i = left; i < right; i += 1) {
    const d = (at[i] as number) - x;
    const weight = (kernel.weights[d < 0 ? -d : d] as number) * (trust[i] as number);
    const y = values[i] as number;
    sum += weight;
    sumD += weight * d;
    sumDD += weight * d * d;
    sumY += weight * y;
    sumDY += weight * d * y;
  }
  if (sum === 0) return meanOf(values, left, right);
  const level = sumY / sum;
  if (degree === 0) return level;
  const middle = sumD / sum;
  const spread = sumDD / sum - middle * middle;
  const range = 0.001 * ((at[points.count - 1] as number) - (at[0] as number));
  if (spread <= range * range) return level;
  return level - ((sumDY / sum - middle * level) / spread) * middle;
};

/**
 * The local regression of the points at the places `first`, `first + 1`, ... into `out`. It extrapolates no further
 * than one jump: across a gap that is wider than its window the curve is straight, and further out it stays level.
 * The kernel must reach from the first place to the last. At least one point is needed.
 */
export const smooth = (
  points: Points,
  { window, degree, jump }: LoessOptions,
  kernel: Kernel,
  first: number,
  out: Float64Array,
): void => {
  const { at, count } = points;
  const size = Math.min(window, count);
  const last = out.length - 1;
  let left = 0;
  let known = -1;
  for (let i = 0; i <= last; i = i === last ? last + 1 : Math.min(i + jump, last)) {
    const x = first + i;
    while (left + size < count && (at[left + size] as number) - x < x - (at[left] as number)) left += 1;
    const before = x - (at[left] as number);
    const after = (at[left + size - 1] as number) - x;
    if (before < -jump || after < -jump) continue;
    const reach = Math.max(before, after);
    fillKernel(kernel, reach + ((window - size) >> 1), reach);
    const value = fitAt(points, left, size, x, degree, kernel);
    const start = known < 0 ? value : (out[known] as number);
    const slope = (value - start) / (i - known);
    for (let j = known + 1; j < i; j += 1) out[j] = start + slope * (j - known);
    out[i] = value;
    known = i;
  }
  out.fill(out[known] as number, known + 1);
};

/** The places of the values that are there, each with full trust; their values are still to be filled in. */
export const pointsOf = (series: Float64Array, count: number): Points => {
  const at = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < series.length; i += 1)
    if (!Number.isNaN(series[i])) {
      at[next] = i;
      next += 1;
    }
  return { at, values: new Float64Array(count), trust: new Float64Array(count).fill(1), count };
};

/** One fit a tenth of the window, as R's `stl` takes it. */
export const jumpOf = (window: number): number => Math.ceil(window / 10);

export const makeKernelFor = (series: Float64Array): Kernel => makeKernel(series.length + 1);
