import type { HealthPolicy } from '../../domain/health/policy.js';
import type { ForetoldPath } from './foretell-path.js';

/** The chance that a path comes into a band, or past it, before it ends; `week`: by which half of those that do have. */
export type BandCrossing = {
  readonly band: HealthPolicy['bands'][number]['band'];
  readonly probability: number;
  readonly week: number | null;
};

/**
 * The chance to come into each band but the one that `score` is in, told by paths that may come: those of the past beside what had been
 * foretold of them, around this one. Empty where there are none.
 */
export const bandCrossings = (
  { mayCome }: Pick<ForetoldPath, 'mayCome'>,
  score: number,
  bands: HealthPolicy['bands'],
): ReadonlyArray<BandCrossing> => {
  if (mayCome.length === 0) return [];
  const own = bands.findIndex(({ from }) => score >= from);
  return bands.flatMap(({ band, from }, place) => {
    if (place === own) return [];
    const below = bands[place - 1]?.from ?? Number.POSITIVE_INFINITY;
    const isThere = (value: number): boolean => (place < own ? value >= from : value < below);
    const weeks = mayCome
      .map((path) => path.findIndex(isThere))
      .filter((week) => week >= 0)
      .sort((a, b) => a - b);
    const middle = weeks[Math.floor((weeks.length - 1) / 2)];
    return [{ band, probability: weeks.length / mayCome.length, week: middle === undefined ? null : middle + 1 }];
  });
};
