import type { Phase, SeasonalPattern } from './seasonal-pattern.js';

export type GroupPhase = {
  readonly phase: number;
  readonly value: number;
  readonly standardError: number;
  /** How many patterns it is the mean of. */
  readonly count: number;
};

export type GroupPattern = {
  readonly period: number;
  readonly phases: ReadonlyArray<GroupPhase>;
  /** Standard deviation of the true patterns about that of the group, the same for all phases. */
  readonly deviation: number;
};

export type ShrunkPhase = {
  readonly phase: number;
  readonly value: number;
  readonly standardError: number;
  /** From 0, the group's value, to 1, the account's own. */
  readonly weight: number;
};

/** Beside values of unit size; an error of zero would give one value all the weight. */
const LEAST_VARIANCE = 1e-18;

const meanOf = (own: ReadonlyArray<Phase>, variance: number) => {
  const weights = own.map(({ standardError }) => 1 / (variance + Math.max(standardError ** 2, LEAST_VARIANCE)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    value: own.reduce((sum, each, i) => sum + each.value * ((weights[i] as number) / total), 0),
    weights,
    total,
  };
};

/** DerSimonian and Laird 1986, with the excess over what the errors explain summed over the phases. */
const varianceBetween = (byPhase: ReadonlyArray<ReadonlyArray<Phase>>): number => {
  let excess = 0;
  let scale = 0;
  for (const own of byPhase) {
    const { value, weights, total } = meanOf(own, 0);
    own.forEach((each, i) => {
      const weight = weights[i] as number;
      excess += weight * (each.value - value) ** 2;
      scale += weight - (weight * weight) / total;
    });
    excess -= own.length - 1;
  }
  return scale > 0 ? Math.max(0, excess / scale) : 0;
};

/** The pattern of a group of accounts from theirs, of those with this period; all in units that can be compared. */
export const groupPattern = (period: number, patterns: ReadonlyArray<SeasonalPattern>): GroupPattern => {
  const all = patterns.filter((pattern) => pattern.period === period).flatMap(({ phases }) => phases);
  const unit = all.reduce((most, { value, standardError }) => Math.max(most, Math.abs(value), standardError), 0) || 1;
  const numbers = [...new Set(all.map(({ phase }) => phase))].sort((a, b) => a - b);
  const byPhase = numbers.map((number) =>
    all
      .filter(({ phase }) => phase === number)
      .map((each) => ({ ...each, value: each.value / unit, standardError: each.standardError / unit })),
  );
  const variance = varianceBetween(byPhase);
  return {
    period,
    deviation: unit * Math.sqrt(variance),
    phases: byPhase.map((own, i) => {
      const { value, total } = meanOf(own, variance);
      const standardError = unit / Math.sqrt(total);
      return { phase: numbers[i] as number, value: unit * value, standardError, count: own.length };
    }),
  };
};

const weightOf = (standardError: number, deviation: number): number => {
  if (deviation === 0) return 0;
  const ratio = standardError / deviation;
  return 1 / (1 + ratio * ratio);
};

/**
 * The pattern of one account, moved towards that of its group where the account's own is less certain than accounts differ
 * (empirical Bayes; Efron and Morris 1975): weight = variance between accounts / (variance between + error squared).
 * Without a pattern of its own it is the group's.
 */
export const shrunkTo =
  ({ phases, deviation }: GroupPattern) =>
  (own: SeasonalPattern | undefined): ReadonlyArray<ShrunkPhase> =>
    phases.map((group) => {
      const mine = own?.phases.find(({ phase }) => phase === group.phase);
      const weight = mine === undefined ? 0 : weightOf(mine.standardError, deviation);
      return {
        phase: group.phase,
        value: (1 - weight) * group.value + (mine === undefined ? 0 : weight * mine.value),
        standardError: Math.hypot(Math.sqrt(1 - weight) * deviation, (1 - weight) * group.standardError),
        weight,
      };
    });
