import { momentsOf } from '../../../statistics/moments.js';
import { neighbourCorrelation } from '../../../statistics/neighbour-correlation.js';
import { robustDeviation } from '../../../statistics/quantile.js';
import { studentTail } from '../../../statistics/student.js';
import { type LevelChange, levelChange } from '../../change-points/level-change.js';
import { levelFitOf, type Regime, remaindersOf } from '../../change-points/level-changes.js';
import { neighbours } from '../../change-points/neighbours.js';
import { inflationOf, noiseOf } from '../../change-points/noise.js';
import { withoutSpikes } from './without-spikes.js';

export type TestedChange = LevelChange & { readonly at: number; readonly pValue: number };

export type TestedRegimes = {
  readonly regimes: ReadonlyArray<Regime>;
  readonly changes: ReadonlyArray<TestedChange>;
};

const SENSITIVITY = { noise: 4, share: 0, shortest: 7 };
const CORRELATION_AT_MOST = 0.95;
const BOUND = 3;

/** Each value taken as no further out than three deviations. */
const boundedCorrelation = (remainders: Float64Array): number => {
  const bound = BOUND * robustDeviation(remainders);
  return neighbourCorrelation(
    remainders.map((value) => Math.max(-bound, Math.min(bound, value))),
    CORRELATION_AT_MOST,
  );
};

/** Beside the error of a sum of values that vary by `variance`, however alike neighbours are. */
const pValueOf = (left: Regime, right: Regime, change: LevelChange, variance: number, freedom: number): number => {
  const counts = [left.until - left.from, right.until - right.from];
  const sloped = left.slope !== 0 || right.slope !== 0;
  const error = counts.reduce(
    (sum, count) => sum + (change.kind === 'trend-change' ? 12 / count ** 3 : (sloped ? 4 : 1) / count),
    0,
  );
  const t = Math.abs(change.after - change.before) / Math.sqrt(variance * error);
  return Number.isNaN(t) ? 1 : Math.min(1, 2 * studentTail(t, freedom));
};

const tested = (smooth: Float64Array, regimes: ReadonlyArray<Regime>, least: number): TestedRegimes => {
  const remainders = remaindersOf(smooth, regimes);
  const inflation = inflationOf(Math.max(least, boundedCorrelation(remainders)));
  const variance = (momentsOf(remainders).variance || 0) * inflation;
  const freedom = Math.max(3, smooth.length / (2 * inflation) - regimes.length);
  const changes = neighbours(regimes).map(([left, right]) => {
    const change = levelChange(left, right);
    return { ...change, at: right.from, pValue: pValueOf(left, right, change, variance, freedom) };
  });
  return { regimes, changes };
};

/** Regimes between changes of level or slope that are all less probable than `level` at any one place; the least certain change goes first. Spikes are no regimes. */
export const significantRegimes = (values: Float64Array, level: number): TestedRegimes => {
  const smooth = withoutSpikes(values);
  const { starts, regimesFrom } = levelFitOf(smooth, SENSITIVITY);
  const { correlation } = noiseOf(smooth, CORRELATION_AT_MOST);
  const without = (left: ReadonlyArray<number>): TestedRegimes => {
    const found = tested(smooth, regimesFrom(left), correlation);
    const worst = found.changes.reduce<TestedChange | undefined>(
      (most, each) => (each.pValue >= Math.max(level, most?.pValue ?? 0) ? each : most),
      undefined,
    );
    return worst === undefined ? found : without(left.filter((at) => at !== worst.at));
  };
  return without(starts);
};
