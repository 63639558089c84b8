import { comparePositions, positionFromText } from '../../application/position.js';
import type { Freshness } from '../answers/freshness.js';

/** How fresh an answer from two read models is: as the one that has come less far. */
export const older = (a: Freshness, b: Freshness | undefined): Freshness => {
  if (b === undefined) return a;
  const [first, second] = [a, b].map(({ position }) => positionFromText(position ?? ''));
  if (first === undefined) return a;
  return second === undefined || comparePositions(second, first) < 0 ? b : a;
};
