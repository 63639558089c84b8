import type { PredictionServing } from '../../application/ports/prediction-serving.js';

/** Where no model is in use. */
export const servesNothing: PredictionServing = {
  predictNow: async () => ({ appended: 0, position: undefined }),
  unserved: async () => [],
};
