import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import {
  type ChurnModel,
  explainChurn,
  predictChurn,
  readChurnModel,
  writeChurnModel,
} from '../../../ml/churn/model.js';
import { readExpansionModel } from '../../../ml/expansion/model.js';
import { ensembleLogOdds } from '../../../ml/learning/stacking/ensemble.js';
import { learned, riskEnsemble, riskExamples } from '../learned.js';
import { examplesOf, numbers } from '../learning/made-up-examples.js';

const horizons = [
  { days: 30, ensemble: riskEnsemble(1, -2) },
  { days: 90, ensemble: riskEnsemble(2, -1) },
  { days: 180, ensemble: riskEnsemble(3, 0) },
];
const model: ChurnModel = {
  columns: numbers('unhealthy', 'unused'),
  horizons,
  threshold: { probability: 0.4, precision: 0.85, recall: 0.6 },
  leavers: 60,
  cases: { accountIds: ['a'], left: Uint8Array.of(1), contributions: Float64Array.of(0.5, 0.25) },
};
const { features } = riskExamples(9, 0);

it('the chance to leave does not fall with the horizon, and lies within its interval', () => {
  const chances = E.getOrElseW(() => [])(predictChurn(model)(features));
  expect(chances).toHaveLength(features.rows);
  for (const [month, quarter, half] of chances) {
    expect(month?.probability).toBeLessThanOrEqual(quarter?.probability ?? 0);
    expect(quarter?.probability).toBeLessThanOrEqual(half?.probability ?? 0);
    for (const each of [month, quarter, half]) {
      expect(each?.low).toBeLessThanOrEqual(each?.probability ?? 0);
      expect(each?.high).toBeGreaterThanOrEqual(each?.probability ?? 1);
    }
  }
});

it('columns are found by name, in any order and beside others; without one of them nothing is said', () => {
  const told = predictChurn(model)(examplesOf(numbers('unhealthy', 'unused'), [[0.5, -0.5]], [0]).features);
  expect(
    predictChurn(model)(examplesOf(numbers('unused', 'seats', 'unhealthy'), [[-0.5, 7, 0.5]], [0]).features),
  ).toEqual(told);
  expect(predictChurn(model)(examplesOf(numbers('unhealthy', 'seats'), [[0.5, 7]], [0]).features)).toEqual(
    E.left({ _tag: 'OtherColumns', columns: ['unused'] }),
  );
});

it('what columns contribute adds up to the log-odds of a quarter', () => {
  const { expected, contributions } = explainChurn(model);
  const told = contributions(features);
  const logOdds = ensembleLogOdds(horizons[1]?.ensemble as never, features);
  logOdds.forEach((each, row) => {
    expect(expected + (told[2 * row] as number) + (told[2 * row + 1] as number)).toBeCloseTo(each, 9);
  });
});

it('it is written and read again; what was cut short, or is of another kind, is refused', () => {
  const bytes = writeChurnModel(model);
  expect(learned(readChurnModel(bytes))).toEqual(model);
  expect(readChurnModel(bytes.slice(0, -9))).toMatchObject({ left: { _tag: 'NotAModel' } });
  expect(readExpansionModel(bytes)).toMatchObject({ left: { _tag: 'NotAModel' } });
});
