import type { Aggregate } from '../decider.js';
import type { PredictionModelCommand } from './commands.js';
import { decide } from './decide.js';
import type { PredictionModelRefusal } from './errors.js';
import type { PredictionModelEvent } from './events.js';
import { evolve, initialModel, type ModelState } from './state.js';
import { predictionModelStream } from './stream.js';

/** A model through all of its trainings: which were good, and which one's predictions people saw when. */
export const predictionModelAggregate: Aggregate<
  PredictionModelCommand,
  ModelState,
  PredictionModelEvent,
  PredictionModelRefusal
> = {
  category: 'model',
  streamOf: ({ data }) => predictionModelStream(data.model),
  initialState: initialModel,
  decide,
  evolve,
};
