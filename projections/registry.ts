import { accountsProjection } from './accounts/evolve.js';
import { alertsProjection } from './alerts/evolve.js';
import { anomaliesProjection } from './anomalies/evolve.js';
import { featuresProjection } from './features/evolve.js';
import { healthProjection } from './health/evolve.js';
import { modelsProjection } from './models/evolve.js';
import { predictionsProjection } from './predictions/evolve.js';
import type { Projection } from './projection.js';
import { segmentsProjection } from './segments/evolve.js';
import { trendsProjection } from './trends/evolve.js';

/** Every read model. */
export const projections: ReadonlyArray<Projection> = [
  accountsProjection,
  trendsProjection,
  healthProjection,
  anomaliesProjection,
  segmentsProjection,
  alertsProjection,
  featuresProjection,
  modelsProjection,
  predictionsProjection,
];
