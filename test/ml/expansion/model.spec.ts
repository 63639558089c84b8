import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import {
  type ExpansionModel,
  explainExpansion,
  predictExpansion,
  readExpansionModel,
  writeExpansionModel,
} from '../../../ml/expansion/model.js';
import { intervalSettings, trainAmountIntervals } from '../../../ml/learning/amounts/amount-intervals.js';
import { amountSettings, trainExpectedAmounts } from '../../../ml/learning/amounts/expected-amounts.js';
import { ensembleLogOdds } from '../../../ml/learning/stacking/ensemble.js';
import { learned, riskEnsemble, riskExamples } from '../learned.js';
import { numbers } from '../learning/made-up-examples.js';

const amountsOf = (level: number) => {
  const examples = riskExamples(5, level);
  return { ...examples, labels: examples.labels.map((grew, row) => grew * (100 + (row % 7) * 50)) };
};
const horizonOf = (days: number, level: number) => ({
  days,
  chance: riskEnsemble(days, level),
  amounts: learned(trainExpectedAmounts(amountsOf(level), 1, { ...amountSettings, rounds: 20 })),
  intervals: learned(trainAmountIntervals(amountsOf(level), 0.8, 1, { ...intervalSettings, rounds: 20 })),
  seatShare: 0.5,
});
const model: ExpansionModel = {
  columns: numbers('unhealthy', 'unused'),
  horizons: [horizonOf(30, -1), horizonOf(90, 0), horizonOf(365, 1)],
};
const { features } = riskExamples(9, 0);

it('neither chance nor amount falls with the horizon, and amounts lie within their intervals', () => {
  const outlooks = E.getOrElseW(() => [])(predictExpansion(model)(features));
  expect(outlooks).toHaveLength(features.rows);
  for (const row of outlooks)
    row.forEach(({ probability, amount, low, high }, h) => {
      expect(probability).toBeGreaterThanOrEqual(row[h - 1]?.probability ?? 0);
      expect(amount).toBeGreaterThanOrEqual(row[h - 1]?.amount ?? 0);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(amount);
      expect(high).toBeGreaterThanOrEqual(amount);
    });
});

it('what columns contribute adds up to the log-odds of a quarter', () => {
  const { expected, contributions } = explainExpansion(model);
  const told = contributions(features);
  const logOdds = ensembleLogOdds(model.horizons[1]?.chance as never, features);
  logOdds.forEach((each, row) => {
    expect(expected + (told[2 * row] as number) + (told[2 * row + 1] as number)).toBeCloseTo(each, 9);
  });
});

it('it is written and read again, and refused where it was cut short', () => {
  const bytes = writeExpansionModel(model);
  expect(learned(readExpansionModel(bytes))).toEqual(model);
  expect(readExpansionModel(bytes.slice(0, -9))).toMatchObject({ left: { _tag: 'NotAModel' } });
});
