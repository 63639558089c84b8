import { fact } from './fact.js';

/** Facts about versions of the churn model, each at noon of a day of March 2026. */
export const noon = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z`;

const of = (version: string, day: number) => ({ model: 'churn', version, occurredAt: noon(day) });

export const training = (version: string, day: number, more: object = {}) => ({
  ...of(version, day),
  artifact: `digest of ${version}`,
  logPosition: '100/100',
  codeVersion: '0.1.0',
  seed: 7,
  members: ['boosting', 'linear'],
  settings: { trees: 200, learningRate: 0.05 },
  features: [{ name: 'health.score', version: 1, hash: 'abc' }],
  span: { from: '2025-01-01', to: '2025-12-31' },
  examples: 5000,
  positives: 400,
  ...more,
});
export const trained = (version: string, day: number) => fact('ModelTrained', training(version, day));

export const evaluation = (version: string, day: number, more: object = {}) => ({
  ...of(version, day),
  span: { from: '2026-01-01', to: '2026-02-28' },
  examples: 900,
  metrics: [{ name: 'auc', horizon: 90, value: 0.86, low: 0.83, high: 0.89 }],
  calibration: [{ horizon: 90, said: 0.2, came: 0.21, count: 300 }],
  calibrationError: 0.012,
  comparison: { with: null, metric: 'log loss', gain: 0.1, pValue: 0.2 },
  ...more,
});
export const evaluated = (version: string, day: number, more: object = {}) =>
  fact('ModelEvaluated', evaluation(version, day, more));

export const comparedWith = (champion: string | null, gain: number, pValue: number) => ({
  comparison: { with: champion, metric: 'log loss', gain, pValue },
});

export const rule = { name: 'paired test and calibration', maximumPValue: 0.05, maximumCalibrationError: 0.03 };

export const promotedByRule = (version: string, day: number, inPlaceOf: string | null = null) =>
  fact('ModelPromoted', { ...of(version, day), inPlaceOf, rule, approvedBy: { kind: 'rule', name: rule.name } });

export const rolledBack = (version: string, day: number, from: string) =>
  fact('ModelRolledBack', {
    ...{ ...of(version, day), from, reason: 'it misses renewals' },
    approvedBy: { kind: 'person', name: 'user:ada' },
  });
