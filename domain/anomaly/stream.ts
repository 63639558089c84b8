import type { AnomalyId } from '../ids.js';

export const anomalyStream = (anomalyId: AnomalyId): string => `anomaly-${anomalyId}`;
