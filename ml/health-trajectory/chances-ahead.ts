import type { HealthPolicy } from '../../domain/health/policy.js';
import type { ForetoldPath } from './foretell-path.js';

/** The chance of an event within so many days, at growing horizons. */
export type ChanceWithin = { readonly days: number; readonly probability: number };

/** The chance of each week ahead, evenly over the days between horizons; 0 after the last. */
export const chancesOfWeeks = (within: ReadonlyArray<ChanceWithin>, weeks: number): Float64Array => {
  const at = (day: number): number => {
    const after = within.findIndex(({ days }) => days >= day);
    if (after < 0) return within.at(-1)?.probability ?? 0;
    const { days: to, probability: high } = within[after] as ChanceWithin;
    const { days: from, probability: low } = within[after - 1] ?? { days: 0, probability: 0 };
    return low + ((high - low) * (day - from)) / (to - from);
  };
  return Float64Array.from({ length: weeks }, (_, week) => Math.max(0, at(7 * week + 7) - at(7 * week)));
};

/** The chance of each week ahead that the score first comes into a worse band than it is in; 0 in the worst. */
export const chancesOfFalling = (
  { mayCome, score }: Pick<ForetoldPath, 'mayCome' | 'score'>,
  now: number,
  bands: HealthPolicy['bands'],
): Float64Array => {
  const chances = new Float64Array(score.length);
  const lowest = bands.find(({ from }) => now >= from)?.from ?? 0;
  for (const path of mayCome) {
    const week = path.findIndex((value) => value < lowest);
    if (week >= 0) chances[week] = (chances[week] as number) + 1 / mayCome.length;
  }
  return chances;
};
