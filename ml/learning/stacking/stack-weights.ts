import { logisticFit } from '../linear/logistic-fit.js';

export type StackWeights = {
  readonly intercept: number;
  /** One a member, none below zero. */
  readonly weights: Float64Array;
};

/** Of squared weights, against the sum of log losses: enough to part those that say nearly the same. */
const PENALTY = 1;

/** Rows of the rarer class for each member, below which weights of their own would follow chance: rows of one group say much the same. */
const LEAST_A_MEMBER = 50;

/** All members count the same. */
const evenWeights = (
  logOdds: ReadonlyArray<Float64Array>,
  labels: Float64Array,
  weights: Float64Array | undefined,
): StackWeights | undefined => {
  const sums = labels.map((_, row) => logOdds.reduce((sum, member) => sum + (member[row] as number), 0));
  const fitted = logisticFit([sums], labels, { penalty: PENALTY, weights });
  if (fitted === undefined) return undefined;
  const [intercept = 0, slope = 0] = fitted;
  return { intercept, weights: new Float64Array(logOdds.length).fill(Math.max(0, slope)) };
};

/**
 * How much each member counts so that log-odds explain the labels best, none less than nothing: a member that would is left out
 * (Breiman 1996); all the same where rows of the rarer class are few. Undefined with one class only.
 * @param logOdds one array a member, of rows that the member had not learned from
 */
export const stackWeights = (
  logOdds: ReadonlyArray<Float64Array>,
  labels: Float64Array,
  rowWeights?: Float64Array,
): StackWeights | undefined => {
  const ones = labels.reduce((sum, label) => sum + label, 0);
  if (Math.min(ones, labels.length - ones) < LEAST_A_MEMBER * logOdds.length)
    return evenWeights(logOdds, labels, rowWeights);
  let members = [...logOdds.keys()];
  for (;;) {
    const columns = members.map((member) => logOdds[member] as Float64Array);
    const fitted = logisticFit(columns, labels, { penalty: PENALTY, weights: rowWeights });
    if (fitted === undefined) return undefined;
    const [intercept = 0, ...coefficients] = fitted;
    const least = coefficients.indexOf(Math.min(...coefficients));
    if (members.length === 1 || (coefficients[least] as number) >= 0) {
      const weights = new Float64Array(logOdds.length);
      members.forEach((member, i) => {
        weights[member] = Math.max(0, coefficients[i] as number);
      });
      return { intercept, weights };
    }
    members = members.filter((_, i) => i !== least);
  }
};

/** One value a row. */
export const stackedLogOdds = (
  { intercept, weights }: StackWeights,
  logOdds: ReadonlyArray<Float64Array>,
): Float64Array =>
  (logOdds[0] ?? new Float64Array(0)).map((_, row) =>
    logOdds.reduce((sum, member, m) => sum + (weights[m] as number) * (member[row] as number), intercept),
  );
