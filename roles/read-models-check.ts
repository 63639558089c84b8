import type { Projector } from '../projections/projector.js';
import type { ReadinessCheck } from '../read-api/deps.js';

/** Ready while every reader of this process goes on: one that waits, or stopped, is behind or will be. */
export const readModelsCheck = ({ status }: Pick<Projector, 'status'>): ReadinessCheck => ({
  name: 'read models',
  isReady: async () => status().every(({ state }) => state === 'running'),
});
