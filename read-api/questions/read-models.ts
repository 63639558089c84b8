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
  | 'anomalies'
  | 'anomaly'
  | 'alerts'
  | 'alert'
  | 'alertRules'
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
  anomalies: ['accounts', 'anomalies'],
  anomaly: ['anomalies'],
  alerts: ['accounts', 'alerts'],
  alert: ['alerts'],
  alertRules: ['alerts'],
  trendMetrics: ['trends'],
};
