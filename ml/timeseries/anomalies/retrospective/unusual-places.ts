import type { RemainderTail } from '../remainder-tail.js';
import { runsOf, type Stretch } from './stretch.js';

/** Places that are unusual in themselves; neighbours make one stretch. */
export const unusualPlaces = (remainders: Float64Array, tail: RemainderTail, level: number): ReadonlyArray<Stretch> => {
  const pValues = remainders.map((value) => tail.pOf(Math.abs(value)));
  const places = Array.from(pValues.keys()).filter((at) => (pValues[at] as number) < level);
  return runsOf(places).map(({ from, to }) => ({ from, to, pValue: Math.min(...pValues.subarray(from, to + 1)) }));
};
