import { burg } from './burg.js';
import { leastSquares } from './least-squares.js';
import { filterOutliers, innovationsOf } from './prewhitening.js';
import { robustDeviation } from './quantile.js';

const ROUNDS = 4;
const HIGHEST_ORDER = 3;

export type AutoregressiveFit = {
  readonly present: Uint8Array;
  /** The values with outliers cut and gaps filled by what the fit expects. */
  readonly cleaned: Float64Array;
  /** Of the constant, then of each column. */
  readonly coefficients: Float64Array;
  /** What the columns account for, at every place. */
  readonly explained: Float64Array;
  readonly autoregression: Float64Array;
  /** The constant, the columns and the cleaned values, less what the autoregression expects of them: over these the squares are least. */
  readonly whitenedColumns: ReadonlyArray<Float64Array>;
  readonly whitened: Float64Array;
  readonly whitenedRest: Float64Array;
};

const combined = (columns: ReadonlyArray<Float64Array>, coefficients: Float64Array, out: Float64Array) => {
  out.fill(0);
  columns.forEach((column, c) => {
    const coefficient = coefficients[c] as number;
    for (let i = 0; i < out.length; i += 1) out[i] = (out[i] as number) + coefficient * (column[i] as number);
  });
  return out;
};

export type AutoregressiveOptions = {
  /** Innovations of more robust deviations than this are cut to that, so that one outlier weighs little. */
  readonly clip: number;
  /** The values as the first round takes them, the worst outliers cut already. */
  readonly start: Float64Array;
};

/**
 * Least squares of columns in autoregressive noise whose coefficients are estimated beside (Cochrane and Orcutt 1949), on
 * values cleaned by what is expected of each after those before it (Masreliez and Martin 1977). NaN are gaps.
 * Undefined where the columns cannot be told apart.
 */
export const autoregressiveFit = (
  values: Float64Array,
  given: ReadonlyArray<Float64Array>,
  { clip, start }: AutoregressiveOptions,
): AutoregressiveFit | undefined => {
  const { length } = values;
  const columns = [new Float64Array(length).fill(1), ...given];
  const whitenedColumns = columns.map(() => new Float64Array(length));
  const present = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) present[i] = Number.isNaN(values[i]) ? 0 : 1;
  const cleaned = start.map((value) => value || 0);
  const whitened = new Float64Array(length);
  const fitted = new Float64Array(length);
  const rest = new Float64Array(length);
  const innovations = new Float64Array(length);
  let autoregression: Float64Array = new Float64Array(0);
  const settles = clip === Number.POSITIVE_INFINITY && !present.includes(0);
  for (let roundsLeft = ROUNDS - 1; ; ) {
    columns.forEach((column, c) => {
      innovationsOf(column, autoregression, whitenedColumns[c] as Float64Array);
    });
    innovationsOf(cleaned, autoregression, whitened);
    const coefficients = leastSquares(whitenedColumns, whitened, present);
    if (coefficients === undefined) return undefined;
    if (roundsLeft === 0) {
      combined(whitenedColumns, coefficients, fitted);
      const whitenedRest = whitened.map((value, i) => value - (fitted[i] as number));
      const explained = combined(given, coefficients.subarray(1), fitted);
      return { present, cleaned, coefficients, explained, autoregression, whitenedColumns, whitened, whitenedRest };
    }
    combined(columns, coefficients, fitted);
    for (let i = 0; i < length; i += 1) rest[i] = (cleaned[i] as number) - (fitted[i] as number);
    innovationsOf(rest, autoregression, innovations);
    for (let i = 0; i < length; i += 1) if (present[i] === 0) innovations[i] = Number.NaN;
    const deviation = clip < Number.POSITIVE_INFINITY ? robustDeviation(innovations) : 0;
    for (let i = 0; i < length; i += 1) rest[i] = (values[i] as number) - (fitted[i] as number);
    filterOutliers(rest, autoregression, deviation > 0 ? clip * deviation : Number.POSITIVE_INFINITY);
    for (let i = 0; i < length; i += 1) cleaned[i] = (fitted[i] as number) + (rest[i] as number);
    const before = autoregression;
    autoregression = burg(rest, HIGHEST_ORDER);
    const stays = autoregression.length === before.length && autoregression.every((each, k) => each === before[k]);
    roundsLeft = settles && stays ? 0 : roundsLeft - 1;
  }
};
