/** Lower triangle of the factor L of a symmetric positive matrix A = L L', in place, row by row; false if A is not positive. */
const cholesky = (a: Float64Array, size: number): boolean => {
  for (let j = 0; j < size; j += 1) {
    const diagonal = a[j * size + j] as number;
    for (let i = j; i < size; i += 1) {
      let sum = a[i * size + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (a[i * size + k] as number) * (a[j * size + k] as number);
      if (i > j) a[i * size + j] = sum / (a[j * size + j] as number);
      else if (sum > 1e-10 * diagonal) a[j * size + j] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
};

const productOf = (one: Float64Array, other: Float64Array, use: Uint8Array): number => {
  let sum = 0;
  for (let row = 0; row < other.length; row += 1)
    if (use[row] !== 0) sum += (one[row] as number) * (other[row] as number);
  return sum;
};

/** Products of a column with four others at once, which is far faster than with one after another. */
const fourProducts = (
  one: Float64Array,
  others: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
  use: Uint8Array,
  out: Float64Array,
): void => {
  const [a, b, c, d] = others;
  let ofA = 0;
  let ofB = 0;
  let ofC = 0;
  let ofD = 0;
  for (let row = 0; row < one.length; row += 1) {
    if (use[row] === 0) continue;
    const value = one[row] as number;
    ofA += value * (a[row] as number);
    ofB += value * (b[row] as number);
    ofC += value * (c[row] as number);
    ofD += value * (d[row] as number);
  }
  out[0] = ofA;
  out[1] = ofB;
  out[2] = ofC;
  out[3] = ofD;
};

/** The sums of products of columns with each other over the rows in use: lower triangle, row by row. */
const products = (columns: ReadonlyArray<Float64Array>, use: Uint8Array): Float64Array => {
  const size = columns.length;
  const at = (place: number): Float64Array => columns[Math.min(place, size - 1)] as Float64Array;
  const a = new Float64Array(size * size);
  const four = new Float64Array(4);
  columns.forEach((one, i) => {
    for (let j = 0; j <= i; j += 4) {
      fourProducts(one, [at(j), at(j + 1), at(j + 2), at(j + 3)], use, four);
      a.set(four.subarray(0, Math.min(4, i + 1 - j)), i * size + j);
    }
  });
  return a;
};

/** Solves L L' x = b in place of b. */
const solve = (factor: Float64Array, b: Float64Array): Float64Array => {
  const size = b.length;
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) b[i] = (b[i] as number) - (factor[i * size + k] as number) * (b[k] as number);
    b[i] = (b[i] as number) / (factor[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) b[i] = (b[i] as number) - (factor[k * size + i] as number) * (b[k] as number);
    b[i] = (b[i] as number) / (factor[i * size + i] as number);
  }
  return b;
};

/**
 * Coefficients of the columns whose sum comes closest to `y` over the rows for which `use` is not zero;
 * undefined where columns depend on each other there.
 */
export const leastSquares = (
  columns: ReadonlyArray<Float64Array>,
  y: Float64Array,
  use: Uint8Array,
): Float64Array | undefined => {
  const a = products(columns, use);
  if (!cholesky(a, columns.length)) return undefined;
  const b = Float64Array.from(columns, (column) => productOf(column, y, use));
  return solve(a, b);
};

/** Covariances of those coefficients where the values have variance one, one row a coefficient. */
export const coefficientCovariances = (
  columns: ReadonlyArray<Float64Array>,
  use: Uint8Array,
): ReadonlyArray<Float64Array> | undefined => {
  const a = products(columns, use);
  if (!cholesky(a, columns.length)) return undefined;
  return columns.map((_, i) => {
    const unit = new Float64Array(columns.length);
    unit[i] = 1;
    return solve(a, unit);
  });
};
