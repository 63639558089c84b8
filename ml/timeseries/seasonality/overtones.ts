import { leastSquares } from '../../statistics/least-squares.js';
import { isShared, MOST_HARMONICS, wavesOf } from './harmonics.js';

/** How much a shorter season must hold of the longer one's energy, and of that of the waves beside its own. */
const SHARE = 0.2;
const PROMINENCE = 2;
/** Of the shorter season so many waves count, each with its neighbours. */
const WAVES = 3;

/**
 * Whether a season of `period` in the values is no season by itself, but only how the one of `longer`, whose period is a
 * multiple of it, looks: a year that is not a plain wave has quarters in it. A season by itself stands out from
 * the waves of the longer one beside it, and is not small beside all of that.
 */
export const isOvertone = (values: Float64Array, period: number, longer: number): boolean => {
  const order = Math.round(longer / period);
  if (order > MOST_HARMONICS || !isShared(1 / period, longer, values.length)) return false;
  const harmonics = Array.from({ length: WAVES * order + 1 }, (_, k) => (k + 1) / longer).filter(
    (frequency) => frequency < 0.5,
  );
  const present = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  const ones = new Float64Array(values.length).fill(1);
  const coefficients = leastSquares([ones, ...wavesOf(harmonics, values.length)], values, present);
  if (coefficients === undefined) return false;
  const energy = harmonics.map((_, k) => (coefficients[2 * k + 1] ?? 0) ** 2 + (coefficients[2 * k + 2] ?? 0) ** 2);
  const isOwn = (k: number) => (k + 1) % order === 0;
  const own = energy.reduce((sum, each, k) => (isOwn(k) ? sum + each : sum), 0);
  const others = energy.reduce((sum, each, k) => (isOwn(k) ? sum : sum + each), 0);
  const beside = energy.reduce(
    (sum, _, k) => (isOwn(k) ? sum + ((energy[k - 1] ?? 0) + (energy[k + 1] ?? 0)) / 2 : sum),
    0,
  );
  return own < SHARE * others || own < PROMINENCE * beside;
};
