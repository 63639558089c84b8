import { normalDraw, type Uniform } from '../../../ml/statistics/random.js';

/** A made-up series, and what is in it. */
export type LabelledSeries = {
  readonly series: Float64Array;
  readonly step: keyof typeof STEPS;
  readonly candidates: ReadonlyArray<number>;
  readonly periods: ReadonlyArray<number>;
  readonly noise: Noise;
  /** Variance of each season over the variance of the noise. */
  readonly signal: number;
};

export type Noise = 'white' | 'ar 0.4' | 'ar 0.8' | 'random walk';

const MONTH = 30.436875;
const QUARTER = 91.310625;
const YEAR = 365.2425;

/** Lengths in steps, and the periods that are looked for. */
const STEPS = {
  hour: { lengths: [24 * 21, 24 * 70], candidates: [24, 168] },
  day: { lengths: [120, 1461], candidates: [7, MONTH, QUARTER, YEAR] },
  month: { lengths: [48, 180], candidates: [3, 12] },
} as const;

const between = (uniform: Uniform, low: number, high: number): number => low + (high - low) * uniform();

export const oneOf = <A>(uniform: Uniform, choices: ReadonlyArray<A>): A =>
  choices[Math.floor(uniform() * choices.length)] as A;

const AUTOREGRESSION: Readonly<Record<Noise, number>> = { white: 0, 'ar 0.4': 0.4, 'ar 0.8': 0.8, 'random walk': 1 };

const noiseOf = (uniform: Uniform, length: number, noise: Noise): Float64Array => {
  const phi = AUTOREGRESSION[noise];
  const values = new Float64Array(length);
  let last = normalDraw(uniform);
  for (let i = 0; i < length; i += 1) {
    values[i] = last;
    last = phi * last + Math.sqrt(phi < 1 ? 1 - phi * phi : 0.05) * normalDraw(uniform);
  }
  return values;
};

/** A value for a part of the cycle, from 0 to 1. */
type Shape = (part: number) => number;

const sine = (uniform: Uniform): Shape => {
  const shift = uniform();
  return (part) => Math.sin(2 * Math.PI * (part + shift));
};

const waves = (uniform: Uniform): Shape => {
  const waves = [1, 2, 3].map((harmonic) => ({
    harmonic,
    size: normalDraw(uniform) / harmonic,
    shift: uniform(),
  }));
  return (part) =>
    waves.reduce((sum, { harmonic, size, shift }) => sum + size * Math.sin(2 * Math.PI * (harmonic * part + shift)), 0);
};

const box = (uniform: Uniform): Shape => {
  const start = uniform();
  const width = between(uniform, 0.2, 0.4);
  return (part) => ((part + start) % 1 < width ? 1 : 0);
};

/** Each of a handful of parts has a level of its own. */
const profile = (uniform: Uniform): Shape => {
  const levels = Array.from({ length: 7 }, () => normalDraw(uniform));
  return (part) => levels[Math.floor(part * 7 + 1e-9) % 7] as number;
};

const addSeason = (uniform: Uniform, series: Float64Array, period: number, variance: number): void => {
  const shape = oneOf(uniform, [sine, waves, box, profile])(uniform);
  const season = series.map((_, i) => shape((i / period) % 1));
  const mean = season.reduce((sum, value) => sum + value, 0) / season.length;
  const spread = season.reduce((sum, value) => sum + (value - mean) ** 2, 0) / season.length;
  if (spread < 1e-6) addSeason(uniform, series, period, variance);
  else
    for (let i = 0; i < series.length; i += 1)
      series[i] = (series[i] as number) + ((season[i] as number) - mean) * Math.sqrt(variance / spread);
};

const addTrend = (uniform: Uniform, series: Float64Array): void => {
  const rise = between(uniform, -10, 10);
  const bend = between(uniform, -5, 5);
  for (let i = 0; i < series.length; i += 1) {
    const part = i / series.length;
    series[i] = (series[i] as number) + rise * part + bend * part * part;
  }
};

const addShifts = (uniform: Uniform, series: Float64Array): void => {
  for (let shifts = 1 + Math.floor(2 * uniform()); shifts > 0; shifts -= 1) {
    const size = between(uniform, 2, 5) * oneOf(uniform, [-1, 1]);
    const start = Math.floor(between(uniform, 0.15, 0.85) * series.length);
    for (let i = start; i < series.length; i += 1) series[i] = (series[i] as number) + size;
  }
};

const addOutliers = (uniform: Uniform, series: Float64Array): void => {
  for (let i = 0; i < series.length; i += 1)
    if (uniform() < 0.015) series[i] = (series[i] as number) + between(uniform, 5, 12) * oneOf(uniform, [-1, 1]);
};

const addGaps = (uniform: Uniform, series: Float64Array): void => {
  const share = between(uniform, 0.03, 0.15);
  const start = Math.floor(uniform() * series.length);
  series.fill(Number.NaN, start, start + Math.floor(0.05 * series.length));
  for (let i = 0; i < series.length; i += 1) if (uniform() < share) series[i] = Number.NaN;
};

const shuffled = <A>(uniform: Uniform, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items
    .map((item) => ({ item, key: uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/** `seasons` of the periods that come round at least twice and a half, as far as there are so many. */
export const labelledSeries = (
  uniform: Uniform,
  { seasons, signal, noise }: { readonly seasons: number; readonly signal: number; readonly noise: Noise },
): LabelledSeries => {
  const step = oneOf(uniform, ['hour', 'day', 'day', 'month'] as const);
  const { lengths, candidates } = STEPS[step];
  const length = Math.round(Math.exp(between(uniform, Math.log(lengths[0]), Math.log(lengths[1]))));
  const series = noiseOf(uniform, length, noise);
  const periods = shuffled(
    uniform,
    candidates.filter((period) => 2.5 * period <= length),
  ).slice(0, seasons);
  for (const period of periods) addSeason(uniform, series, period, signal);
  if (uniform() < 0.6) addTrend(uniform, series);
  if (uniform() < 0.3) addShifts(uniform, series);
  if (uniform() < 0.4) addOutliers(uniform, series);
  if (uniform() < 0.4) addGaps(uniform, series);
  return { series, step, candidates, periods: [...periods].sort((a, b) => a - b), noise, signal };
};
