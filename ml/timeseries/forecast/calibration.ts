import { momentsOf } from '../../statistics/moments.js';
import { quantileInPlace } from '../../statistics/quantile.js';
import type { Rehearsal } from './rehearsal.js';

const LEVELS = [0.8, 0.95] as const;

/** Half the width of intervals, as multiples of the errors to expect: for each series, a factor for each step ahead. */
export type Widths = { readonly of80: Float64Array; readonly of95: Float64Array };

/** What is assumed of series of which nothing is known, and how many rehearsals that weighs: errors are nearly half as large again as on the values that were fitted, with tails a little heavier than normal. */
const PRIOR = { size: 1.45, of80: 1.62, of95: 3, rehearsals: 18, spread: 3 };

const LEAST_SIZE = 0.02;

const sizeOf = (rehearsal: Rehearsal): number => Math.log(Math.max(LEAST_SIZE, momentsOf(rehearsal).mean));

const sizesOf = (rehearsals: ReadonlyArray<Rehearsal>): Float64Array => Float64Array.from(rehearsals, sizeOf);

type Pool = {
  /** The logarithm of how large errors are, over all series. */
  readonly size: number;
  /** How many rehearsals of its own a series needs for its own size to count half. */
  readonly halfway: number;
};

/** How much what the rehearsals say counts beside what is assumed. */
const weightOf = (sizes: ReadonlyArray<Float64Array>): number => {
  const rehearsals = sizes.reduce((sum, { length }) => sum + length, 0);
  return rehearsals / (rehearsals + PRIOR.rehearsals);
};

const poolOf = (sizes: ReadonlyArray<Float64Array>): Pool => {
  const series = sizes.filter(({ length }) => length > 0);
  const means = momentsOf(Float64Array.from(series, (own) => momentsOf(own).mean));
  const weight = weightOf(series);
  const size = (1 - weight) * Math.log(PRIOR.size) + (means.count === 0 ? 0 : weight * means.mean);
  const several = series.filter(({ length }) => length > 1);
  const within = momentsOf(Float64Array.from(several, (own) => momentsOf(own).variance)).mean;
  const between = Math.max(1e-9, means.variance - within / 3);
  const found = Math.min(30, Math.max(1, within / between));
  return { size, halfway: Number.isNaN(found) ? PRIOR.spread : (1 - weight) * PRIOR.spread + weight * found };
};

const ownSize = (sizes: Float64Array, pool: Pool, except = -1): number => {
  let sum = 0;
  let count = 0;
  sizes.forEach((size, i) => {
    if (i === except) return;
    sum += size - pool.size;
    count += 1;
  });
  return Math.exp(pool.size + sum / (count + pool.halfway));
};

/** Error sizes a step ahead are taken from as many neighbouring steps as give so many of them. */
const ENOUGH = 200;

const between = (ratios: ReadonlyArray<Float64Array>, from: number, to: number, count: number): Float64Array => {
  const all = new Float64Array(count);
  let filled = 0;
  for (const each of ratios)
    for (let h = from; h <= to; h += 1)
      if (!Number.isNaN(each[h])) {
        all[filled] = each[h] as number;
        filled += 1;
      }
  return all;
};

const pooledFactors = (
  ratios: ReadonlyArray<Float64Array>,
  horizon: number,
  level: number,
  prior: number,
  weight: number,
): Float64Array => {
  const counts = Array.from({ length: horizon }, (_, h) =>
    ratios.reduce((count, each) => (Number.isNaN(each[h]) ? count : count + 1), 0),
  );
  return Float64Array.from({ length: horizon }, (_, h) => {
    let from = h;
    let to = h;
    let count = counts[h] as number;
    while (count < ENOUGH && (from > 0 || to < horizon - 1)) {
      if (from > 0) count += counts[--from] as number;
      if (to < horizon - 1) count += counts[++to] as number;
    }
    if (count === 0) return prior;
    const place = Math.min(1, (level * (count + 1)) / count);
    return weight * quantileInPlace(between(ratios, from, to, count), place) + (1 - weight) * prior;
  });
};

/**
 * How wide intervals must be to have covered what came after earlier forecasts of the same series: conformal prediction by rolling origin, pooled over series.
 * Each series' own size of errors is shrunk to that of all, and held against a rehearsal that it was not taken from. Vovk, Gammerman and Shafer 2005, chapter 2; Efron and Morris 1975.
 */
export const calibrate = (
  rehearsals: ReadonlyArray<ReadonlyArray<Rehearsal>>,
  horizon: number,
): ReadonlyArray<Widths> => {
  const sizes = rehearsals.map(sizesOf);
  const pool = poolOf(sizes);
  const ratios = rehearsals.flatMap((own, i) =>
    own.map((rehearsal, k) => {
      const size = ownSize(sizes[i] as Float64Array, pool, k);
      return rehearsal.map((each) => each / size);
    }),
  );
  const [of80, of95] = LEVELS.map((level, i) =>
    pooledFactors(ratios, horizon, level, i === 0 ? PRIOR.of80 : PRIOR.of95, weightOf(sizes)),
  ) as [Float64Array, Float64Array];
  return sizes.map((own) => {
    const size = ownSize(own, pool);
    return {
      of80: of80.map((each) => each * size),
      of95: of95.map((each, h) => Math.max(each, of80[h] as number) * size),
    };
  });
};
