import { type AutoregressiveFit, autoregressiveFit } from '../../statistics/autoregressive-fit.js';
import { cut } from '../../statistics/cut.js';
import { fTail } from '../../statistics/f-tail.js';
import { leastSquares } from '../../statistics/least-squares.js';
import { betweenCycles } from './between-cycles.js';

export type WaveTest = {
  /** Of waves at least as large, were there no season: F test in autoregressive noise. */
  readonly probability: number;
  /** The same with each cycle as one observation. */
  readonly betweenCycles: number;
  /** Those that were tested. */
  readonly waves: ReadonlyArray<Float64Array>;
};

export type SeasonFit = {
  /** From 0 to 1: the share of the variance without trend that the season takes away (Wang, Smith, Hyndman 2006). */
  readonly strength: number;
  readonly season: Float64Array;
};

const CLIP = 3;

/** Below this part of the size of a series, what is left of it is rounding. */
const ROUNDING = 1e-9;

const squares = (values: Float64Array, use: Uint8Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) if (use[i] !== 0) sum += (values[i] as number) ** 2;
  return sum;
};

const around = (values: Float64Array, ones: Float64Array, use: Uint8Array): Float64Array => {
  const level = leastSquares([ones], values, use)?.[0] ?? 0;
  return values.map((value, i) => value - level * (ones[i] as number));
};

const probabilityOf = (
  { whitened, whitenedColumns, whitenedRest, present, autoregression }: AutoregressiveFit,
  waves: number,
  trendFreedom: number,
): number => {
  const count = present.reduce((sum, each) => sum + each, 0);
  const freedom = count - 1 - waves - autoregression.length - trendFreedom;
  const unexplained = squares(whitenedRest, present);
  const explained = squares(around(whitened, whitenedColumns[0] as Float64Array, present), present) - unexplained;
  if (freedom < 1 || squares(whitened, present) <= count * ROUNDING ** 2) return 1;
  return unexplained <= 0 ? 0 : fTail(explained / waves / (unexplained / freedom), waves, freedom);
};

const strengthOf = ({ cleaned, explained, present }: AutoregressiveFit): number => {
  const ones = new Float64Array(cleaned.length).fill(1);
  const whole = squares(around(cleaned, ones, present), present);
  const rest = squares(
    around(
      cleaned.map((value, i) => value - (explained[i] as number)),
      ones,
      present,
    ),
    present,
  );
  return whole === 0 ? 0 : Math.min(1, Math.max(0, 1 - rest / whole));
};

/**
 * Tests whether waves of this period are in a series without trend, of about unit size. What is cut as an outlier does not
 * depend on the waves, or it would favour them. `trendFreedom` is how many coefficients the trend took from the noise.
 */
export const waveTest = (
  detrended: Float64Array,
  period: number,
  waves: ReadonlyArray<Float64Array>,
  trendFreedom: number,
): WaveTest | undefined => {
  const start = cut(detrended, CLIP);
  const test = autoregressiveFit(start, waves, { clip: Number.POSITIVE_INFINITY, start });
  return (
    test && {
      waves,
      probability: probabilityOf(test, waves.length, trendFreedom),
      betweenCycles: betweenCycles(test.cleaned, waves, period),
    }
  );
};

/** The season in such a series, with outliers cut by how far they are from it. */
export const seasonIn = (detrended: Float64Array, waves: ReadonlyArray<Float64Array>): SeasonFit | undefined => {
  const fit = autoregressiveFit(detrended, waves, { clip: CLIP, start: cut(detrended, CLIP) });
  return fit && { season: fit.explained, strength: strengthOf(fit) };
};
