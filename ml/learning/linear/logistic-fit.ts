import { leastSquares } from '../../statistics/least-squares.js';
import { logit, sigmoid } from '../logit.js';

const ROUNDS = 60;
const CLOSE_ENOUGH = 1e-10;
/** Mean log loss below which nothing but separated classes is left. */
const SEPARATED = 1e-6;
const LEAST_WEIGHT = 1e-12;

export type LogisticOptions = {
  /** Of half the sum of squared coefficients, against the sum of log losses; the constant is free. */
  readonly penalty?: number;
  readonly weights?: Float64Array | undefined;
};

/** The logarithm of one plus the exponential, without overflow. */
const softplus = (x: number): number => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * Coefficients of the constant, then of each column, by which log-odds best explain the targets: penalised maximum likelihood
 * by Newton's steps, halved where they would overshoot. Undefined where there is no maximum: with one class only, or, without
 * a penalty, where columns depend on each other or separate the classes.
 * @param columns one value a row each, no NaN
 * @param targets from 0 to 1
 */
export const logisticFit = (
  columns: ReadonlyArray<Float64Array>,
  targets: Float64Array,
  { penalty = 0, weights }: LogisticOptions = {},
): Float64Array | undefined => {
  const rows = targets.length;
  const size = columns.length + 1;
  const weightOf = (row: number): number => (weights === undefined ? 1 : (weights[row] as number));
  let total = 0;
  let ones = 0;
  for (let row = 0; row < rows; row += 1) {
    total += weightOf(row);
    ones += weightOf(row) * (targets[row] as number);
  }
  if (!(ones > 0 && ones < total)) return undefined;
  // A penalty is a row below the others for each column, in which only that column is not zero.
  const below = penalty > 0 ? columns.length : 0;
  const scaled = Array.from({ length: size }, (_, c) => {
    const column = new Float64Array(rows + below);
    if (c > 0 && below > 0) column[rows + c - 1] = Math.sqrt(penalty);
    return column;
  });
  const working = new Float64Array(rows + below);
  const use = new Uint8Array(rows + below).fill(1);
  const logOddsOf = (coefficients: Float64Array): Float64Array => {
    const logOdds = new Float64Array(rows).fill(coefficients[0] as number);
    columns.forEach((column, c) => {
      const coefficient = coefficients[c + 1] as number;
      if (coefficient !== 0)
        for (let row = 0; row < rows; row += 1)
          logOdds[row] = (logOdds[row] as number) + coefficient * (column[row] as number);
    });
    return logOdds;
  };
  const costOf = (coefficients: Float64Array, logOdds: Float64Array): number => {
    let cost = 0;
    for (let c = 1; c < size; c += 1) cost += (penalty / 2) * (coefficients[c] as number) ** 2;
    for (let row = 0; row < rows; row += 1) {
      const x = logOdds[row] as number;
      cost += weightOf(row) * (softplus(x) - (targets[row] as number) * x);
    }
    return cost;
  };
  let coefficients: Float64Array = new Float64Array(size);
  coefficients[0] = logit(ones / total);
  let logOdds = logOddsOf(coefficients);
  let cost = costOf(coefficients, logOdds);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let row = 0; row < rows; row += 1) {
      const p = sigmoid(logOdds[row] as number);
      const root = Math.sqrt(Math.max(LEAST_WEIGHT, weightOf(row) * p * (1 - p)));
      const pull = (weightOf(row) * ((targets[row] as number) - p)) / root;
      working[row] = root * (logOdds[row] as number) + pull;
      (scaled[0] as Float64Array)[row] = root;
      for (let c = 1; c < size; c += 1)
        (scaled[c] as Float64Array)[row] = root * ((columns[c - 1] as Float64Array)[row] as number);
    }
    const target = leastSquares(scaled, working, use);
    if (target === undefined) return undefined;
    let share = 1;
    let next = target;
    let nextLogOdds = logOddsOf(next);
    let nextCost = costOf(next, nextLogOdds);
    while (!(nextCost <= cost) && share > 1e-6) {
      share /= 2;
      next = coefficients.map((value, c) => value + share * ((target[c] as number) - value));
      nextLogOdds = logOddsOf(next);
      nextCost = costOf(next, nextLogOdds);
    }
    if (!(nextCost <= cost)) return coefficients;
    const gained = cost - nextCost;
    coefficients = next;
    logOdds = nextLogOdds;
    cost = nextCost;
    if (penalty === 0 && cost < SEPARATED * total) return undefined;
    if (gained <= CLOSE_ENOUGH * (1 + cost)) return coefficients;
  }
  return penalty > 0 ? coefficients : undefined;
};
