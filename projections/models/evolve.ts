import type { PredictionModelEvent } from '../../domain/prediction-model/events.js';
import { evolve, initialModel, type ModelState } from '../../domain/prediction-model/state.js';
import type { Fold } from '../fold.js';
import type { Projection } from '../projection.js';
import { models } from './table.js';

const fold: Fold<ModelState, PredictionModelEvent> = {
  table: models,
  handles: [
    'ModelTrained',
    'ModelEvaluated',
    'ChallengerAppointed',
    'ModelPromoted',
    'ModelRefused',
    'ModelRolledBack',
    'ModelRetired',
  ],
  keysOf: ({ event }) => [[event.data.model]],
  evolve: (held = initialModel, { event }) => evolve(held, event),
  toCells: (state) => [state],
  fromCells: ([state]) => ({ ...initialModel, ...(state as Partial<ModelState>) }),
};

/** Which models there are, how each of their versions did, and which one's predictions people saw when. */
export const modelsProjection: Projection = {
  name: 'models',
  version: 1,
  folds: [fold],
  noticeKey: (_, [model]) => model,
};
