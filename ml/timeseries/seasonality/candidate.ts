import { robustTrend } from '../decomposition/robust-trend.js';
import { oddFrom, trendFreedom } from '../decomposition/windows.js';
import { harmonicsOf, wavesOf } from './harmonics.js';
import { type SeasonFit, seasonIn, type WaveTest, waveTest } from './wave-test.js';

/** A period, and sets of its waves: the slowest, the slowest three, all of them. */
export type Candidate = { readonly period: number; readonly sets: ReadonlyArray<ReadonlyArray<Float64Array>> };

export const candidatesOf = (periods: ReadonlyArray<number>, length: number): ReadonlyArray<Candidate> =>
  periods.map((period) => {
    const harmonics = harmonicsOf(period, periods, length);
    const waves = wavesOf(harmonics, length);
    const sizes = new Set([1, 3, harmonics.length].map((size) => Math.min(size, harmonics.length)));
    return { period, sets: [...sizes].map((size) => waves.slice(0, 2 * size)) };
  });

/** Over how many periods the trend is smoothed: slower than the season by so much, it keeps none of it. */
const TREND_PERIODS = 3;

export type CandidateTest = Pick<WaveTest, 'probability' | 'betweenCycles'> & {
  /** The season that the test found, if the waves can be told apart once outliers are cut by how far they are from it. */
  readonly fit: () => SeasonFit | undefined;
};

/** By the set of waves with the smallest probability, corrected for the number of sets; undefined where the waves cannot be told apart. */
export const testCandidate = (
  values: Float64Array,
  count: number,
  { period, sets }: Candidate,
): CandidateTest | undefined => {
  const window = oddFrom(Math.max(7, TREND_PERIODS * period));
  const trend = robustTrend(values, count, { trendWindow: window, robustRounds: 2 });
  const detrended = values.map((value, i) => value - (trend[i] as number));
  const [first, ...rest] = sets.flatMap(
    (waves) => waveTest(detrended, period, waves, trendFreedom(count, window)) ?? [],
  );
  if (first === undefined) return undefined;
  const clearest = rest.reduce((best, test) => (test.probability < best.probability ? test : best), first);
  const { betweenCycles, waves } = clearest;
  return {
    betweenCycles,
    probability: Math.min(1, clearest.probability * sets.length),
    fit: () => seasonIn(detrended, waves),
  };
};
