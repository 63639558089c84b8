import { inflationOf, noiseOf } from './noise.js';
import { optimalPartition } from './optimal-partition.js';
import { pricedSegmentsOf, type Segment } from './segment-cost.js';

export type Regime = Segment & { readonly from: number; readonly until: number };

export type Sensitivity = { readonly noise: number; readonly share: number; readonly shortest: number };

const SLOPE_IN_PENALTIES = 0.5;
const ROUNDING = 1e-9;
const SHORTEST_SHARE = 0.2;

/** Regimes of constant or steadily changing level. The values have no gaps and lie about within -1 and 1. */
export const levelRegimesOf = (values: Float64Array, sensitivity: Sensitivity): ReadonlyArray<Regime> => {
  const length = values.length;
  const { deviation, correlation } = noiseOf(values);
  const variance = (deviation || 0) ** 2 * inflationOf(correlation);
  const along = pricedSegmentsOf(values, 0)(0, length).squares;
  const penalty = sensitivity.noise * Math.log(length) * variance + sensitivity.share * along + ROUNDING * length;
  const price = SLOPE_IN_PENALTIES * penalty;
  const segmentOf = pricedSegmentsOf(values, price);
  const cost = (from: number, until: number) => {
    const { squares, slope } = segmentOf(from, until);
    return slope === 0 ? squares : squares + price;
  };
  const shortest = Math.max(2, Math.min(sensitivity.shortest, Math.floor(length * SHORTEST_SHARE)));
  const starts = length < 2 * shortest ? [] : optimalPartition(length, cost, { penalty, shortest, excess: price });
  return [0, ...starts].map((from, place) => {
    const until = starts[place] ?? length;
    return { ...segmentOf(from, until), from, until };
  });
};

export const levelAt = ({ level, slope, from, until }: Regime, at: number): number =>
  level + slope * (at - (from + until - 1) / 2);
