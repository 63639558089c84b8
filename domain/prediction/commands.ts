import * as t from 'io-ts';
import { commandTo } from '../event.js';
import { ChurnPredicted, ExpansionPredicted, HealthTrajectoryPredicted } from './events.js';

export const PredictionCommand = t.union(
  [
    commandTo('RecordChurnPrediction', ChurnPredicted),
    commandTo('RecordExpansionPrediction', ExpansionPredicted),
    commandTo('RecordHealthTrajectory', HealthTrajectoryPredicted),
  ],
  'PredictionCommand',
);
export type PredictionCommand = t.TypeOf<typeof PredictionCommand>;
