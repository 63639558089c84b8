import * as t from 'io-ts';
import { commandTo } from '../event.js';
import { AnomalyAcknowledged, AnomalyDetected, AnomalyExplained, AnomalyReopened, AnomalyResolved } from './events.js';

export const AnomalyCommand = t.union(
  [
    commandTo('ReportAnomaly', AnomalyDetected),
    commandTo('AcknowledgeAnomaly', AnomalyAcknowledged),
    commandTo('ExplainAnomaly', AnomalyExplained),
    commandTo('ResolveAnomaly', AnomalyResolved),
    commandTo('ReopenAnomaly', AnomalyReopened),
  ],
  'AnomalyCommand',
);
export type AnomalyCommand = t.TypeOf<typeof AnomalyCommand>;
