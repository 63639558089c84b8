import { type AnsweredFrom, orOfSegment } from '../answered-from.js';

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
  | 'models'
  | 'features'
  | 'accountFeatures';

/** What each question is answered from. */
export const readModelsOf: Readonly<Record<Question, AnsweredFrom>> = {
  accounts: orOfSegment('accounts'),
  account: ['accounts'],
  history: ['accounts'],
  health: ['health'],
  healthHistory: ['accounts', 'health'],
  healthExplanation: ['accounts', 'health'],
  healthBands: ['health'],
  trends: ['trends'],
  usagePatterns: orOfSegment('accounts', 'trends'),
  trendSeries: orOfSegment('accounts', 'trends'),
  cohorts: orOfSegment('trends'),
  retention: orOfSegment('trends'),
  anomalies: orOfSegment('accounts', 'anomalies'),
  anomaly: ['anomalies'],
  analysis: orOfSegment('accounts', 'trends'),
  segments: ['segments'],
  alerts: ['accounts', 'alerts'],
  alert: ['alerts'],
  alertRules: ['alerts'],
  triedAlertRule: ['segments', 'anomalies', 'trends'],
  trendMetrics: ['trends'],
  predictions: ['predictions', 'segments'],
  prediction: ['accounts', 'predictions', 'models', 'health'],
  models: ['models'],
  features: ['features'],
  accountFeatures: ['accounts', 'trends', 'features'],
};
