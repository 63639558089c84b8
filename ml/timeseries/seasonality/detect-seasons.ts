import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { affineScaleOf, scaledBy } from '../decomposition/affine-scale.js';
import type { DecompositionRefusal } from '../decomposition/refusal.js';
import { type Candidate, type CandidateTest, candidatesOf, testCandidate } from './candidate.js';
import { checkCandidates } from './check-candidates.js';
import { isOvertone } from './overtones.js';
import type { SeasonFit } from './wave-test.js';

type RejectedSeason = {
  readonly period: number;
  /** Of a season as clear by chance, corrected for the number of candidates. */
  readonly probability: number;
};

export type SeasonTest = RejectedSeason & {
  /** From 0 to 1: the share of the variance, without trend and other seasons, that the season accounts for. */
  readonly strength: number;
};

export type SeasonReport = {
  /** Found at the level asked for, by ascending period. */
  readonly seasons: ReadonlyArray<SeasonTest>;
  /** Looked for, and not there or not to be told from noise, or only the overtone of a longer season. */
  readonly rejected: ReadonlyArray<RejectedSeason>;
  /** Too long to be looked for in this series: two periods are needed. */
  readonly untested: ReadonlyArray<{ readonly period: number; readonly needed: number }>;
};

export type DetectOptions = {
  /** In steps, whole or not. */
  readonly periods: ReadonlyArray<number>;
  /** How often a season may be found in a series that has none. 0.05 if not given. */
  readonly level?: number;
  /** How many periods the ones given were picked from by looking at the same series; their number if not given. */
  readonly tries?: number;
};

type Tested = { readonly candidate: Candidate; readonly test: CandidateTest };
type Found = Tested & { readonly fit: SeasonFit };

const foundFrom = (tested: Tested): Found | undefined => {
  const fit = tested.test.fit();
  return fit && { ...tested, fit };
};

const clearest = (tested: ReadonlyArray<Tested>): Tested | undefined =>
  tested.reduce<Tested | undefined>(
    (best, each) => (best === undefined || each.test.probability < best.test.probability ? each : best),
    undefined,
  );

const without = (values: Float64Array, found: ReadonlyArray<Found>): Float64Array => {
  const rest = values.slice();
  for (const { fit } of found)
    for (let i = 0; i < rest.length; i += 1) rest[i] = (rest[i] as number) - (fit.season[i] as number);
  return rest;
};

/** The clearest season first; then each is tested again beside the others, and the clearest of what is left is next. */
const select = (
  values: Float64Array,
  count: number,
  candidates: ReadonlyArray<Candidate>,
  isThere: (tested: Tested) => boolean,
): { readonly found: ReadonlyArray<Found>; readonly others: ReadonlyArray<Tested> } => {
  const testOf = (candidate: Candidate, beside: ReadonlyArray<Found>): ReadonlyArray<Tested> => {
    const test = testCandidate(without(values, beside), count, candidate);
    return test === undefined ? [] : [{ candidate, test }];
  };
  let found: ReadonlyArray<Found> = [];
  for (;;) {
    const open = candidates.filter((candidate) => found.every((each) => each.candidate !== candidate));
    const tested = open.flatMap((candidate) => testOf(candidate, found));
    const best = clearest(tested.filter(isThere));
    const next = best && foundFrom(best);
    if (next === undefined)
      return { found: found.filter(isThere), others: [...tested, ...found.filter((each) => !isThere(each))] };
    found = [...found, next];
    if (found.length > 1)
      found.forEach(({ candidate }, place) => {
        const beside = found.filter((each) => each.candidate !== candidate);
        const [tested] = testOf(candidate, beside);
        const again = tested && foundFrom(tested);
        if (again !== undefined) found = found.with(place, again);
      });
  }
};

const isOvertoneAmong = (values: Float64Array, found: ReadonlyArray<Found>, each: Found): boolean =>
  found.some((longer) => {
    if (longer.candidate.period <= each.candidate.period) return false;
    const others = found.filter((other) => other !== each && other !== longer);
    return isOvertone(without(values, others), each.candidate.period, longer.candidate.period);
  });

/**
 * Which of these periods are in the series, several at once. Trend (robust loess over three periods) and the other seasons
 * are taken out; then waves of the period are tested in autoregressive noise, corrected for the number of candidates,
 * and must also agree from cycle to cycle at the level, which a random walk or a level shift does not pass for long.
 * Outliers are cut, NaN are gaps. A flat series has no season.
 */
export const detectSeasons = (
  series: Float64Array,
  { periods, level = 0.05, tries = periods.length }: DetectOptions,
): E.Either<DecompositionRefusal, SeasonReport> =>
  pipe(
    checkCandidates(series, periods),
    E.map((count) => {
      const ascending = [...periods].sort((a, b) => a - b);
      const able = ascending.filter((period) => 2 * period <= series.length);
      const values = scaledBy(affineScaleOf(series), series);
      const isThere = ({ test }: Tested) => test.probability * tries <= level && test.betweenCycles <= level;
      const { found, others } = select(values, count, candidatesOf(able, series.length), isThere);
      const overtones = found.filter((each) => isOvertoneAmong(values, found, each));
      const byPeriod = <A extends Tested>(tested: ReadonlyArray<A>): ReadonlyArray<A> =>
        [...tested].sort((a, b) => a.candidate.period - b.candidate.period);
      const judged = ({ candidate: { period }, test: { probability, betweenCycles } }: Tested): RejectedSeason => ({
        period,
        probability: Math.max(Math.min(1, probability * tries), betweenCycles),
      });
      return {
        seasons: byPeriod(found.filter((each) => !overtones.includes(each))).map((each) => ({
          ...judged(each),
          strength: each.fit.strength,
        })),
        rejected: byPeriod<Tested>([...others, ...overtones]).map(judged),
        untested: ascending
          .filter((period) => !able.includes(period))
          .map((period) => ({ period, needed: Math.ceil(2 * period) })),
      };
    }),
  );
