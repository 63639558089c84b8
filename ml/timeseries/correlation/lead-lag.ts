import * as E from 'fp-ts/lib/Either.js';
import { ofLeast, qValuesOf } from '../../statistics/false-discovery.js';
import { normalTail } from '../../statistics/normal.js';
import { deseasonalise } from './deseasonalise.js';
import { effectivePairs, laggedCorrelation, ownCorrelations } from './lagged-correlation.js';
import type { CorrelationRefusal } from './refusal.js';
import { type Comparable, comparableOf, whitened } from './whiten.js';

export type LeadRequest = {
  /** Steps after which the series may repeat themselves; their seasons are taken out first. */
  readonly periods: ReadonlyArray<number>;
  /** The lags looked at, in steps, both included: from 1 for what leads, from 0 for what moves along too. */
  readonly lags: { readonly first: number; readonly last: number };
};

type Lead = {
  /** How many steps later the follower moves, where the coefficient is largest. */
  readonly lag: number;
  /** Of what is new in the leader with what is new in the follower so many steps later, from -1 to 1. */
  readonly coefficient: number;
  /** How likely one so far from 0 is at the best of all lags where neither leads the other. */
  readonly pValue: number;
  readonly sampleSize: number;
  /** Less than the sample where both resemble their own past, and by what their seasons took. */
  readonly effectiveSize: number;
  /** The same coefficient over each quarter of the time. */
  readonly quarters: ReadonlyArray<number>;
  /** Share of the quarters in which it has the sign that it has over all. */
  readonly stability: number;
};

export type JudgedLead = Lead & {
  /** Share of false findings to expect among the pairs whose p-value is as small. Benjamini and Yekutieli 2001. */
  readonly qValue: number;
  /** Whether it is a finding: a q-value of at most 0.04, of one sign in at least three quarters of the time. */
  readonly leads: boolean;
};

const RATE = 0.04;
const STEADY = 0.75;
const LARGEST = 1e300;
const FEWEST = 20;

const significance = (coefficient: number, size: number): number =>
  size > 3 ? Math.min(1, 2 * normalTail(Math.abs(Math.atanh(coefficient)) * Math.sqrt(size - 3))) : 1;

const QUARTERS = [0, 1, 2, 3];

const leadOf = (
  one: Comparable,
  other: Comparable,
  { periods, lags: { first, last } }: LeadRequest,
): E.Either<CorrelationRefusal, Lead> => {
  const { leader, follower, own } = whitened(one, other);
  const found = Array.from({ length: last - first + 1 }, (_, i) => {
    const { coefficient, pairs } = laggedCorrelation(leader, follower, first + i);
    return { lag: first + i, coefficient, pairs };
  }).filter(({ coefficient }) => !Number.isNaN(coefficient));
  if (found.length === 0) return E.left({ _tag: 'NoVariation' });
  const best = found.reduce((a, b) => (Math.abs(b.coefficient) > Math.abs(a.coefficient) ? b : a));
  const spent = periods
    .filter((period) => one.level.values.length >= 2 * period)
    .reduce((sum, period) => sum + period, 0);
  const effectiveSize = Math.max(0, effectivePairs(own, ownCorrelations(follower), best.pairs) - spent);
  const { length } = follower.values;
  const quarters = QUARTERS.map(
    (i) =>
      laggedCorrelation(
        leader,
        follower,
        best.lag,
        best.lag + Math.floor(((length - best.lag) * i) / 4),
        best.lag + Math.floor(((length - best.lag) * (i + 1)) / 4),
      ).coefficient,
  );
  return E.right({
    lag: best.lag,
    coefficient: best.coefficient,
    pValue: ofLeast(significance(best.coefficient, effectiveSize), found.length),
    sampleSize: best.pairs,
    effectiveSize,
    quarters,
    stability: quarters.filter((each) => each * best.coefficient > 0).length / quarters.length,
  });
};

const refused = (
  leader: Float64Array,
  follower: Float64Array,
  { periods, lags: { first, last } }: LeadRequest,
): CorrelationRefusal | undefined => {
  if (!(Number.isInteger(first) && Number.isInteger(last) && 0 <= first && first <= last))
    return { _tag: 'BadLags', first, last };
  const period = periods.find((each, place) => !Number.isInteger(each) || each < 2 || periods.indexOf(each) !== place);
  if (period !== undefined) return { _tag: 'BadPeriod', period };
  if (leader.length !== follower.length) return { _tag: 'LengthsDiffer', one: leader.length, other: follower.length };
  const at = leader.findIndex((value, t) => Math.abs(value) > LARGEST || Math.abs(follower[t] as number) > LARGEST);
  if (at >= 0) return { _tag: 'OutOfRange', at };
  const given = leader.reduce((count, value, t) => count + (Number.isNaN(value + (follower[t] as number)) ? 0 : 1), 0);
  return given < last + FEWEST ? { _tag: 'TooShort', needed: last + FEWEST, given } : undefined;
};

/** Which of two series, by their places, is asked to lead the other. */
type Pair = { readonly leader: number; readonly follower: number };

export type PairLead = Pair & { readonly found: E.Either<CorrelationRefusal, JudgedLead> };

const judged = (pairs: ReadonlyArray<Pair & { readonly found: E.Either<CorrelationRefusal, Lead> }>) => {
  const tested = pairs.flatMap(({ found }) => (E.isRight(found) ? [found.right.pValue] : []));
  const qValues = qValuesOf(tested);
  let next = 0;
  return pairs.map(({ leader, follower, found }): PairLead => {
    if (E.isLeft(found)) return { leader, follower, found };
    const qValue = qValues[next++] as number;
    const leads = qValue <= RATE && found.right.stability >= STEADY;
    return { leader, follower, found: E.right({ ...found.right, qValue, leads }) };
  });
};

const leadsOfPairs = (series: ReadonlyArray<Float64Array>, pairs: ReadonlyArray<Pair>, request: LeadRequest) => {
  const known = new Map<number, Comparable>();
  const comparable = (place: number): Comparable => {
    const found = known.get(place) ?? comparableOf(deseasonalise(series[place] as Float64Array, request.periods));
    known.set(place, found);
    return found;
  };
  return judged(
    pairs.map((pair) => {
      const refusal = refused(series[pair.leader] as Float64Array, series[pair.follower] as Float64Array, request);
      if (refusal !== undefined) return { ...pair, found: E.left(refusal) };
      return { ...pair, found: leadOf(comparable(pair.leader), comparable(pair.follower), request) };
    }),
  );
};

/**
 * Which of the candidates lead the target, in the order of the candidates: series deseasonalised, detrended and prewhitened,
 * the best lag corrected for the number of lags (Šidák 1967), all candidates for their number.
 */
export const leadersOf = (
  target: Float64Array,
  candidates: ReadonlyArray<Float64Array>,
  request: LeadRequest,
): ReadonlyArray<PairLead['found']> =>
  leadsOfPairs(
    [target, ...candidates],
    candidates.map((_, i) => ({ leader: i + 1, follower: 0 })),
    request,
  ).map(({ found }) => found);

/** As `leadersOf`, of every two series in both directions. */
export const leadsAmong = (series: ReadonlyArray<Float64Array>, request: LeadRequest): ReadonlyArray<PairLead> =>
  leadsOfPairs(
    series,
    series.flatMap((_, leader) =>
      series.flatMap((__, follower) => (leader === follower ? [] : [{ leader, follower }])),
    ),
    request,
  );
