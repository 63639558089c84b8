import { inflationOf, noiseOf } from './noise.js';
import { optimalPartition } from './optimal-partition.js';
import { pricedSegmentsOf, type Segment } from './segment-cost.js';

export type Regime = Segment & { readonly from: number; readonly until: number };

export type Sensitivity = { readonly noise: number; readonly share: number; readonly shortest: number };

const SLOPE_IN_PENALTIES = 0.5;
const ROUNDING = 1e-9;
const SHORTEST_SHARE = 0.2;

export type LevelFit = {
  readonly starts: ReadonlyArray<number>;
  /** Regimes that begin at 0 and at other starts, each a mean, or a line where that is worth it. */
  readonly regimesFrom: (starts: ReadonlyArray<number>) => ReadonlyArray<Regime>;
};

/** Where regimes of constant or steadily changing level begin. The values have no gaps and lie about within -1 and 1. */
export const levelFitOf = (values: Float64Array, sensitivity: Sensitivity): LevelFit => {
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
  const regimesFrom = (asked: ReadonlyArray<number>) =>
    [0, ...asked].map((from, place) => {
      const until = asked[place] ?? length;
      return { ...segmentOf(from, until), from, until };
    });
  return { starts, regimesFrom };
};

export const levelAt = ({ level, slope, from, until }: Regime, at: number): number =>
  level + slope * (at - (from + until - 1) / 2);

/** What the regimes leave of the values. */
export const remaindersOf = (values: Float64Array, regimes: ReadonlyArray<Regime>): Float64Array =>
  Float64Array.from(
    regimes.flatMap((regime) =>
      Array.from(values.subarray(regime.from, regime.until), (value, i) => value - levelAt(regime, regime.from + i)),
    ),
  );
