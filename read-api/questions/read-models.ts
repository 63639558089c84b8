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
  | 'triedAlertRule'
  | 'analysis'
  | 'segments'
  | 'trendMetrics'
  | 'predictions'
  | 'prediction'
  | 'models';

/** What each question is answered from. */
export const readModelsOf: Readonly<Record<Question, ReadonlyArray<ReadModelName>>> = {
  accounts: ['accounts', 'segments'],
  account: ['accounts'],
  history: ['accounts'],
  health: ['health'],
  healthHistory: ['accounts', 'health'],
  healthExplanation: ['accounts', 'health'],
  healthBands: ['health'],
  trends: ['trends'],
  usagePatterns: ['accounts', 'trends', 'segments'],
  trendSeries: ['accounts', 'trends', 'segments'],
  cohorts: ['trends', 'segments'],
  retention: ['trends', 'segments'],
  anomalies: ['accounts', 'anomalies', 'segments'],
  anomaly: ['anomalies'],
  analysis: ['accounts', 'trends', 'segments'],
  segments: ['segments'],
  alerts: ['accounts', 'alerts'],
  alert: ['alerts'],
  alertRules: ['alerts'],
  triedAlertRule: ['segments', 'anomalies', 'trends'],
  trendMetrics: ['trends'],
  predictions: ['predictions', 'segments'],
  prediction: ['accounts', 'predictions', 'models', 'health'],
  models: ['models'],
};
