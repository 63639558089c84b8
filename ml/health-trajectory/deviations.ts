import { conformalMargin, excesses } from '../learning/conformal/conformal-margin.js';
import { quantile } from '../statistics/quantile.js';
import type { Learned } from './learn-knot.js';
import { asSpread, type Margins } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS, throughKnots } from './weeks.js';

/** Paths kept, as even over accounts as can be. */
const DEVIATIONS = 300;

const isThere = (value: number | undefined): boolean => value !== undefined && !Number.isNaN(value);

/** In spreads: how each row's path went beside what was foretold of it. */
export const deviationsOf = (
  { path }: TrajectoryExamples,
  last: Float64Array,
  learned: ReadonlyArray<Learned>,
): ReadonlyArray<Float64Array> => {
  const weeks = learned.map(({ knot }) => knot.week);
  return Array.from(last, (score, row) => {
    const along = (of: 'changes' | 'spreads') =>
      throughKnots(
        weeks,
        learned.map((each) => each[of][row] as number),
      );
    const spread = asSpread(along('spreads'));
    return along('changes').map(
      (change, w) => ((path[row * AHEAD_WEEKS + w] as number) - score - change) / (spread[w] as number),
    );
  });
};

/**
 * By which each week's interval has to reach beyond the path, on both sides: the quantiles of the deviations, and a margin that makes them
 * hold for an account that is not among these (Romano, Patterson and Candès 2019).
 */
export const marginsOf = (deviations: ReadonlyArray<Float64Array>, groups: Int32Array, level: number): Margins => {
  const weeks = deviations[0]?.length ?? 0;
  const below = new Float64Array(weeks).fill(Number.POSITIVE_INFINITY);
  const above = below.slice();
  for (let week = 0; week < weeks; week += 1) {
    const told = Int32Array.from(deviations.keys()).filter((row) => isThere(deviations[row]?.[week]));
    if (told.length === 0) continue;
    const values = Float64Array.from(told, (row) => deviations[row]?.[week] as number);
    const low = quantile(values, (1 - level) / 2);
    const high = quantile(values, (1 + level) / 2);
    const excess = excesses(
      values.map(() => low),
      values.map(() => high),
      values,
    );
    const margin = conformalMargin(
      excess,
      level,
      Int32Array.from(told, (row) => groups[row] as number),
    );
    below[week] = margin - low;
    above[week] = margin + high;
  }
  return { below, above };
};

/** Whole deviations, one of each account before a second of any. */
export const keptDeviations = (deviations: ReadonlyArray<Float64Array>, groups: Int32Array): Float64Array => {
  const seen = new Map<number, number>();
  const whole = deviations.flatMap((deviation, row) => {
    if (!deviation.every((each) => !Number.isNaN(each))) return [];
    const group = groups[row] as number;
    const turn = seen.get(group) ?? 0;
    seen.set(group, turn + 1);
    return [{ deviation, turn }];
  });
  const kept = whole.toSorted((a, b) => a.turn - b.turn).slice(0, DEVIATIONS);
  return Float64Array.from(kept.flatMap(({ deviation }) => [...deviation]));
};
