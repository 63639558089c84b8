import { momentsOf } from '../../statistics/moments.js';
import { robustDeviation } from '../../statistics/quantile.js';
import { inflationOf, noiseOf } from './noise.js';
import { optimalPartition } from './optimal-partition.js';
import { segmentsOf } from './segment-cost.js';

const SHORTEST = 20;
/** Keeps the logarithm of what lies exactly on its level finite, and small remainders from counting as much as large ones. */
const FLOOR = 0.25;

export type Spread = { readonly from: number; readonly until: number; readonly deviation: number };

/** Where the size of remainders changes: changes of level of the logarithm of their distance from zero. */
export const spreadsOf = (remainders: Float64Array, noise: number): ReadonlyArray<Spread> => {
  const length = remainders.length;
  const unit = robustDeviation(remainders) || Math.sqrt(momentsOf(remainders).variance) || 1;
  const sizes = remainders.map((value) => Math.log(FLOOR + Math.abs(value) / unit));
  const { variance } = momentsOf(sizes);
  const penalty = noise * Math.log(length) * (variance || 1) * inflationOf(noiseOf(sizes).correlation);
  const segmentOf = segmentsOf(sizes);
  const cost = (from: number, until: number) => {
    const { squares, slope } = segmentOf(from, until);
    const count = until - from;
    return squares + (slope * slope * count * (count * count - 1)) / 12;
  };
  const starts =
    length < 2 * SHORTEST ? [] : optimalPartition(length, cost, { penalty, shortest: SHORTEST, excess: 0 });
  return [0, ...starts].map((from, place) => {
    const until = starts[place] ?? length;
    return { from, until, deviation: Math.sqrt(momentsOf(remainders.subarray(from, until)).variance) };
  });
};
