import { normalDraw, type Uniform } from '../../../ml/statistics/random.js';

export type MadeUp = {
  readonly name: string;
  readonly counts: boolean;
  readonly make: (uniform: Uniform, length: number) => Float64Array;
  /** Of one value around its level. */
  readonly deviation: number;
};

const poissonDraw = (uniform: Uniform, mean: number): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count += 1;
  return count;
};

const WEEK = [0, 5, 6, 4, 2, -15, -20];

export const weekdayOf = (at: number): number => WEEK[at % 7] ?? 0;

const each =
  (value: (uniform: Uniform, at: number) => number) =>
  (uniform: Uniform, length: number): Float64Array =>
    Float64Array.from({ length }, (_, at) => value(uniform, at));

const autoregressive =
  (correlation: number) =>
  (uniform: Uniform, length: number): Float64Array => {
    let last = normalDraw(uniform) / Math.sqrt(1 - correlation * correlation);
    return Float64Array.from({ length }, () => {
      last = correlation * last + normalDraw(uniform);
      return 50 + last;
    });
  };

const heavyTailed = (uniform: Uniform): number => {
  const squares = [0, 0, 0].reduce((sum) => sum + normalDraw(uniform) ** 2, 0);
  return normalDraw(uniform) / Math.sqrt(squares / 3);
};

/** A count whose mean is itself drawn, as where few people do much: three exponential ones together. */
const burstyDraw = (uniform: Uniform, mean: number): number =>
  [0, 0, 0].reduce<number>((sum) => sum + poissonDraw(uniform, (-mean / 3) * Math.log(1 - uniform())), 0);

/** Series in which nothing happens. */
export const CLEAN: ReadonlyArray<MadeUp> = [
  { name: 'white noise', counts: false, deviation: 5, make: each((u) => 100 + 5 * normalDraw(u)) },
  { name: 'AR(1), 0.5', counts: false, deviation: 1.15, make: autoregressive(0.5) },
  { name: 'AR(1), 0.8', counts: false, deviation: 1.67, make: autoregressive(0.8) },
  { name: 'week', counts: false, deviation: 4, make: each((u, at) => 100 + weekdayOf(at) + 4 * normalDraw(u)) },
  {
    name: 'week, trend',
    counts: false,
    deviation: 4,
    make: each((u, at) => 100 + 0.2 * at + weekdayOf(at) + 4 * normalDraw(u)),
  },
  { name: 'counts of 20', counts: true, deviation: 4.47, make: each((u) => poissonDraw(u, 20)) },
  {
    name: 'counts of 20, weekend 2',
    counts: true,
    deviation: 4,
    make: each((u, at) => poissonDraw(u, at % 7 > 4 ? 2 : 20)),
  },
  { name: 'bursty counts of 20', counts: true, deviation: 12.4, make: each((u) => burstyDraw(u, 20)) },
  {
    name: 'counts of 300, weekend 60',
    counts: true,
    deviation: 17.3,
    make: each((u, at) => poissonDraw(u, at % 7 > 4 ? 60 : 300)),
  },
  { name: 'counts of 1', counts: true, deviation: 1, make: each((u) => poissonDraw(u, 1)) },
  { name: 'counts of 0.05', counts: true, deviation: 0.22, make: each((u) => poissonDraw(u, 0.05)) },
  { name: 'Student t, 3', counts: false, deviation: 8.66, make: each((u) => 100 + 5 * heavyTailed(u)) },
  { name: 'log-normal, 0.5', counts: false, deviation: 0.6, make: each((u) => Math.exp(0.5 * normalDraw(u))) },
  {
    name: 'every tenth missing',
    counts: false,
    deviation: 5,
    make: each((u) => (u() < 0.1 ? Number.NaN : 100 + 5 * normalDraw(u))),
  },
];
