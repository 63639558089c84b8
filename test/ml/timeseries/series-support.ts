import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import type { Decomposition } from '../../../ml/timeseries/decomposition/decomposition.js';
import type { DecompositionRefusal } from '../../../ml/timeseries/decomposition/refusal.js';

export const decomposed = (answer: E.Either<DecompositionRefusal, Decomposition>): Decomposition => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left));
  return answer.right;
};

const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.constant(7) },
);

const wild = fc.oneof(
  fc.double({ min: -1e300, max: 1e300 }),
  fc.constantFrom(0, -0, 1, -1, 5e-324, 1e300, -1e300, Number.NaN),
);

/** Plain, wild, flat and gapped series, from none to a few dozen values. */
export const anySeries: fc.Arbitrary<Float64Array> = fc
  .oneof(
    fc.array(value, { maxLength: 60 }),
    fc.array(wild, { maxLength: 60 }),
    fc.tuple(wild, fc.nat(60)).map(([each, length]) => Array<number>(length).fill(each)),
    fc.array(fc.constantFrom(Number.NaN, Number.NaN, Number.NaN, 1, 2), { maxLength: 60 }),
  )
  .map((values) => Float64Array.from(values));

/** Of ordinary size, with a few gaps, long enough for a period of seven. */
export const ordinarySeries: fc.Arbitrary<Float64Array> = fc
  .array(value, { minLength: 40, maxLength: 60 })
  .map((values) => Float64Array.from(values))
  .filter((series) => series.filter((each) => !Number.isNaN(each)).length >= 20);
