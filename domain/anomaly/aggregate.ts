import type { Aggregate } from '../decider.js';
import type { AnomalyCommand } from './commands.js';
import { decide } from './decide.js';
import type { AnomalyRefusal } from './errors.js';
import type { AnomalyEvent } from './events.js';
import { type AnomalyState, evolve, initialAnomaly } from './state.js';
import { anomalyStream } from './stream.js';

export const anomalyAggregate: Aggregate<AnomalyCommand, AnomalyState, AnomalyEvent, AnomalyRefusal> = {
  category: 'anomaly',
  streamOf: ({ data }) => anomalyStream(data.anomalyId),
  initialState: initialAnomaly,
  decide,
  evolve,
};
