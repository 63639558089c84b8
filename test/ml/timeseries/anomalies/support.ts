import fc from 'fast-check';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const WEEK = [0, 5, 6, 4, 2, -15, -20];

/** A daily metric with a week in it, noise of 4. */
export const weekly = (length: number, seed: number): Float64Array => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length }, (_, i) => 100 + (WEEK[i % 7] ?? 0) + 4 * normalDraw(uniform));
};

/** The series with something done to its values from a place on. */
export const changedFrom = (series: Float64Array, from: number, change: (value: number, since: number) => number) =>
  series.map((value, at) => (at < from ? value : change(value, at - from)));

/** Anything that can be in a series: constant, empty, huge, negative, infinite, missing. */
export const anySeries = fc
  .oneof(
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.double() }, { weight: 1, arbitrary: fc.constant(Number.NaN) }), {
      maxLength: 90,
    }),
    fc.tuple(fc.double(), fc.nat(90)).map(([value, length]) => new Array<number>(length).fill(value)),
  )
  .map((values) => Float64Array.from(values));

/** What JSON makes of a value; it knows only one zero, so ours are made that one. */
export const stored = <A>(value: A): A => JSON.parse(JSON.stringify(value));
export const withOneZero = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withOneZero);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withOneZero(each)]));
  return value === 0 ? 0 : value;
};
