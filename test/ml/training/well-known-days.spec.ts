import { expect, it } from 'vitest';
import { excessCalibrationError } from '../../../ml/learning/metrics/excess-calibration-error.js';
import { uniformOf } from '../../../ml/statistics/random.js';
import { wellKnownDays } from '../../../ml/training/well-known-days.js';
import { madeUpDataset } from './made-up-dataset.js';

const dataset = madeUpDataset(1, { accounts: 10, months: 12 });
const first = Math.min(...dataset.days);

it('forgets what came of days of which little else is known, and nothing of others', () => {
  const width = dataset.features.columns.length;
  const values = dataset.features.values.map((value, at) =>
    (dataset.days[Math.floor(at / width)] as number) < first + 60 && at % width > 0 ? Number.NaN : value,
  );
  const { leaves } = wellKnownDays({ ...dataset, features: { ...dataset.features, values } });
  leaves[90].forEach((label, row) => {
    expect(label).toBe((dataset.days[row] as number) < first + 60 ? Number.NaN : dataset.leaves[90][row]);
  });
  expect(wellKnownDays(dataset)).toEqual(dataset);
});

it('probabilities that are right have no calibration error beyond chance; those that are not have theirs', () => {
  const uniform = uniformOf(3);
  const right = Float64Array.from({ length: 600 }, uniform);
  const labels = right.map((probability) => (uniform() < probability ? 1 : 0));
  expect(excessCalibrationError(right, labels, 1)).toBeLessThan(0.02);
  const tooHigh = right.map((probability) => Math.min(1, probability + 0.2));
  expect(excessCalibrationError(tooHigh, labels, 1)).toBeGreaterThan(0.1);
});
