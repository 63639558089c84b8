import * as E from 'fp-ts/lib/Either.js';
import { amountIntervals, trainAmountIntervals } from '../../../ml/learning/amounts/amount-intervals.js';
import { expectedAmounts, totalAmount, trainExpectedAmounts } from '../../../ml/learning/amounts/expected-amounts.js';
import { driftedColumns } from '../../../ml/learning/drift/drifted-columns.js';
import { leakProbe } from '../../../ml/learning/leaks/leak-probe.js';
import { areaUnderCurve } from '../../../ml/learning/metrics/area-under-curve.js';
import { intervalCoverage } from '../../../ml/learning/metrics/regression-errors.js';
import { ensembleRecipes } from '../../../ml/learning/stacking/recipes.js';
import { trainEnsemble } from '../../../ml/learning/stacking/train-ensemble.js';
import { normalDraw, type Uniform, uniformOf } from '../../../ml/statistics/random.js';
import { drawnAmounts } from './amounts-with-truth.js';
import { DRIFT_COLUMNS, drawnColumns } from './drifting-columns.js';
import { drawnWithPeek } from './peeking-column.js';

const LEVEL = 0.8;
const PEEKERS = 20;

const meanOf = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each / values.length, 0);
const sumOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0);
const overRounds = <A>(rounds: number, of: (round: number) => A): ReadonlyArray<A> =>
  Array.from({ length: rounds }, (_, round) => of(round));
const shareOf = (rounds: number, of: (round: number) => boolean): number =>
  meanOf(overRounds(rounds, (round) => (of(round) ? 1 : 0)));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const right = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const printCanaries = (seed: number): void => {
  const { examples } = drawnWithPeek(seed, (_, uniform) => normalDraw(uniform));
  const uniform = uniformOf(seed + 1);
  const order = examples.labels.map(() => uniform());
  const shuffled = Float64Array.from([...examples.labels.keys()].sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0)));
  const labellings = {
    random: examples.labels.map(() => (uniform() < 0.3 ? 1 : 0)),
    shuffled: shuffled.map((row) => examples.labels[row] ?? 0),
  };
  for (const [name, labels] of Object.entries(labellings)) {
    const { crossFitted } = right(trainEnsemble({ ...examples, labels }, ensembleRecipes, seed));
    console.log(`${name} labels: AUC ${areaUnderCurve(crossFitted.logOdds, labels).auc.toFixed(3)} (bar 0.45 to 0.55)`);
  }
};

const printLeaks = (seed: number): void => {
  const found = (peek: (label: number, uniform: Uniform) => number): string => {
    const named = overRounds(PEEKERS, (round) => {
      const { examples, earlier } = drawnWithPeek(seed + round, peek);
      return leakProbe(examples, seed, earlier).map(({ column }) => column);
    });
    const honest = named.flat().filter((column) => column !== 'c6').length;
    return `${named.filter((each) => each.includes('c6')).length} of ${PEEKERS} named, and ${honest} honest columns`;
  };
  console.log(`a column that peeks: ${found((label, uniform) => 1.2 * label + normalDraw(uniform))}`);
  console.log(`the same without peeking: ${found((_, uniform) => normalDraw(uniform))}`);
};

const printDrift = (seed: number, rounds: number): void => {
  const alarms = (rows: number, moved: number) =>
    percent(
      shareOf(rounds, (round) => {
        const reference = drawnColumns(3000, seed + 2 * round);
        return driftedColumns(reference, drawnColumns(rows, seed + 2 * round + 1, moved)).length > 0;
      }),
    );
  for (const rows of [100, 500, 2000])
    console.log(`no drift, ${rows} rows, ${DRIFT_COLUMNS} columns: alarms ${alarms(rows, 0)} (bar 6 %)`);
  console.log(`0.1 standard deviations in 14 columns, 500 rows: seen ${alarms(500, 14)} (bar 70 %)`);
  console.log(`0.1 standard deviations in one column of ${DRIFT_COLUMNS}, 500 rows: seen ${alarms(500, 1)}`);
};

const printAmounts = (seed: number, rounds: number): void => {
  const sums = overRounds(rounds, (round) => {
    const model = right(trainExpectedAmounts(drawnAmounts(seed + 2 * round, 2000), seed));
    const fresh = drawnAmounts(seed + 2 * round + 1, 1000);
    const { total, low, high } = totalAmount(model, expectedAmounts(model, fresh.features), LEVEL);
    const came = sumOf(fresh.labels);
    return { bias: total / sumOf(fresh.truth) - 1, covered: came >= low && came <= high ? 1 : 0 };
  });
  const model = right(trainAmountIntervals(drawnAmounts(seed, 2000), LEVEL, seed));
  const fresh = drawnAmounts(seed + 1, 5000);
  const { low, high } = amountIntervals(model, fresh.features);
  console.log(
    `sums of amounts: bias ${percent(meanOf(sums.map(({ bias }) => bias)))} (bar 10 %), ` +
      `80 % intervals hold ${percent(meanOf(sums.map(({ covered }) => covered)))} (bar 77 to 83 %), ` +
      `of single amounts, two thirds of them zero, ${percent(intervalCoverage(low, high, fresh.labels))}`,
  );
};

/** What is known beforehand, found again or not: canaries, columns that peek, drift, and sums of amounts. */
export const printChecks = (seed: number, rounds: number): void => {
  printCanaries(seed);
  printLeaks(seed);
  printDrift(seed, rounds);
  printAmounts(seed, rounds);
};
