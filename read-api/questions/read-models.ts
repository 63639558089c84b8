import type { ReadModelName } from '../deps.js';

type Question =
  | 'accounts'
  | 'account'
  | 'history'
  | 'health'
  | 'healthHistory'
  | 'healthExplanation'
  | 'healthBands'
  | 'trends'
  | 'usagePatterns'
  | 'trendSeries'
  | 'cohorts'
  | 'retention'
  | 'anomalies'
  | 'anomaly'
  | 'alerts'
  | 'alert'
  | 'alertRules'
  | 'analysis'
  | 'trendMetrics';

/** What each question is answered from. */
export const readModelsOf: Readonly<Record<Question, ReadonlyArray<ReadModelName>>> = {
  accounts: ['accounts'],
  account: ['accounts'],
  history: ['accounts'],
  health: ['health'],
  healthHistory: ['accounts', 'health'],
  healthExplanation: ['accounts', 'health'],
  healthBands: ['health'],
  trends: ['trends'],
  usagePatterns: ['accounts', 'trends'],
  trendSeries: ['accounts', 'trends'],
  cohorts: ['trends'],
  retention: ['trends'],
  anomalies: ['accounts', 'anomalies'],
  anomaly: ['anomalies'],
  alerts: ['accounts', 'alerts'],
  alert: ['alerts'],
  alertRules: ['alerts'],
  analysis: ['accounts', 'trends'],
  trendMetrics: ['trends'],
};
