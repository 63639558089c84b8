import type { ModelName } from './names.js';

export const predictionModelStream = (model: ModelName): string => `model-${model}`;
