import { meanOf } from '../../../statistics/means.js';
import { studentTail } from '../../../statistics/student.js';
import { inflationOf, noiseOf } from '../../change-points/noise.js';
import type { RemainderTail } from '../remainder-tail.js';
import { deviationOfMeans, windowMeans } from '../window-means.js';
import type { Stretch } from './stretch.js';

const WINDOW = 7;
/** Sums of surprises have a longer upper tail than means of so many windows would have: as of so many times fewer. */
const SKEWED = 4;

/** Weeks of values of which each may pass, but not all of them together. `known` places are left out. */
export const unusualRuns = (
  remainders: Float64Array,
  tail: RemainderTail,
  level: number,
  known: ReadonlyArray<Stretch>,
): ReadonlyArray<Stretch> => {
  if (remainders.length < 4 * WINDOW) return [];
  const rare = tail.sizeAt(level);
  const surprises = remainders.map((value) => -Math.log(tail.pOf(Math.min(rare, Math.abs(value)))));
  const usual = meanOf(surprises);
  const beyond = surprises.map((value) => value - usual);
  const deviation = deviationOfMeans(beyond, WINDOW);
  const freedom = Math.max(3, remainders.length / (SKEWED * WINDOW * inflationOf(noiseOf(beyond).correlation)));
  const stretches = Array.from(windowMeans(beyond, WINDOW), (mean, from) => ({
    from,
    to: from + WINDOW - 1,
    pValue: deviation > 0 ? studentTail(mean / deviation, freedom) : 1,
  }));
  const kept: Array<Stretch> = [];
  for (const each of stretches.filter(({ pValue }) => pValue < level).sort((a, b) => a.pValue - b.pValue))
    if (![...known, ...kept].some(({ from, to }) => from <= each.to && to >= each.from)) kept.push(each);
  return kept;
};
