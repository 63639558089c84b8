import { conformalMargin } from '../learning/conformal/conformal-margin.js';
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

/** By which each week's interval has to reach beyond the path, on both sides. */
export const marginsOf = (deviations: ReadonlyArray<Float64Array>, groups: Int32Array, level: number): Margins => {
  const weeks = Array.from({ length: deviations[0]?.length ?? 0 }, (_, week) => week);
  const reach = (sign: 1 | -1) =>
    Float64Array.from(weeks, (week) => {
      const told = Int32Array.from(deviations.keys()).filter((row) => isThere(deviations[row]?.[week]));
      return conformalMargin(
        Float64Array.from(told, (row) => sign * (deviations[row]?.[week] as number)),
        (1 + level) / 2,
        Int32Array.from(told, (row) => groups[row] as number),
      );
    });
  return { below: reach(-1), above: reach(1) };
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
