import * as E from 'fp-ts/lib/Either.js';
import { affineScaleOf, scaledBy } from '../decomposition/affine-scale.js';
import { levelChange } from './level-change.js';
import { levelFitOf, remaindersOf, type Sensitivity } from './level-changes.js';
import { neighbours } from './neighbours.js';
import { spreadsOf } from './variance-changes.js';

export type ChangePoint = {
  /** Place of the first value of the new regime. */
  readonly at: number;
  readonly kind: 'level-shift' | 'trend-change' | 'variance-change';
  /** The level at the change, the slope a step, or the standard deviation, by kind. */
  readonly before: number;
  readonly after: number;
};

/**
 * `noise`: a change must explain so many times the variance of noise times the logarithm of the length (4 if not given);
 * `share`: and this share of the squares around one line through everything (0.05);
 * `shortest`: values between two changes (5, and at most a fifth of all).
 */
export type ChangePointOptions = Partial<Sensitivity>;

/** A value that is infinite, or too large to be reckoned with. `at` is its place. */
export type ChangePointRefusal = { readonly _tag: 'OutOfRange'; readonly at: number };

const LARGEST = 1e300;

/**
 * Where level, slope or spread of a series change for good, in order of time; a gap is passed over. Exact for the costs given:
 * lines or means between changes of level, and the logarithm of what these leave between changes of spread. Noise is
 * measured robustly, and counted for more where neighbours are alike, so that slow noise makes no changes; the least
 * share keeps apart what an eye would see in a plot of the whole from what it would not.
 */
export const changePointsOf = (
  series: Float64Array,
  { noise = 4, share = 0.05, shortest = 5 }: ChangePointOptions = {},
): E.Either<ChangePointRefusal, ReadonlyArray<ChangePoint>> => {
  const refused = series.findIndex((value) => Math.abs(value) > LARGEST);
  if (refused >= 0) return E.left({ _tag: 'OutOfRange', at: refused });
  const places = Array.from(series.keys()).filter((i) => !Number.isNaN(series[i]));
  if (places.length === 0) return E.right([]);
  const scale = affineScaleOf(series);
  const values = scaledBy(scale, series).filter((value) => !Number.isNaN(value));
  const { starts, regimesFrom } = levelFitOf(values, { noise, share, shortest });
  const regimes = regimesFrom(starts);
  const remainders = remaindersOf(values, regimes);
  const at = (place: number) => places[place] as number;
  const levels = neighbours(regimes).map(([left, right]): ChangePoint => {
    const { kind, before, after } = levelChange(left, right);
    const centre = kind === 'level-shift' ? scale.centre : 0;
    return { at: at(right.from), kind, before: centre + scale.unit * before, after: centre + scale.unit * after };
  });
  const spreads = neighbours(spreadsOf(remainders, noise)).map(
    ([left, right]): ChangePoint => ({
      at: at(right.from),
      kind: 'variance-change',
      before: scale.unit * left.deviation,
      after: scale.unit * right.deviation,
    }),
  );
  return E.right([...levels, ...spreads].sort((a, b) => a.at - b.at));
};
