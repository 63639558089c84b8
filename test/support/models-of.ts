import type { RecordedEvent } from '../../application/ports/event-store.js';
import { PredictionModelEvent } from '../../domain/prediction-model/events.js';
import type { ModelName } from '../../domain/prediction-model/names.js';
import { evolve, initialModel, type ModelState } from '../../domain/prediction-model/state.js';
import { type ModelQueries, modelShown } from '../../projections/models/queries.js';
import { freshAt } from './fresh.js';

/** Answers as the read model of models would, once it has read this log. */
export const modelsOf = (log: () => ReadonlyArray<RecordedEvent>, position: () => string): ModelQueries => {
  const all = () => {
    const states = new Map<ModelName, ModelState>();
    for (const { event } of log()) {
      if (!PredictionModelEvent.is(event)) continue;
      const { model } = event.data;
      states.set(model, evolve(states.get(model) ?? initialModel, event));
    }
    return states;
  };
  const freshness = () => freshAt('models', position());
  return {
    list: async () => ({
      items: [...all()].map(([model, state]) => modelShown(model, state)),
      freshness: freshness(),
    }),
    find: async (model, at) => {
      const state = all().get(model);
      return { model: state && modelShown(model, state, at), freshness: freshness() };
    },
  };
};
