import type { Aggregate } from '../decider.js';
import type { PredictionCommand } from './commands.js';
import { decide } from './decide.js';
import type { PredictionEvent } from './events.js';
import { evolve, initialPrediction, type PredictionState } from './state.js';
import { predictionStream } from './stream.js';

/** What was foretold of an account, day by day. */
export const predictionAggregate: Aggregate<PredictionCommand, PredictionState, PredictionEvent, never> = {
  category: 'prediction',
  streamOf: ({ data }) => predictionStream(data.accountId),
  initialState: initialPrediction,
  decide,
  evolve,
};
