import type { AnomalyId } from '../ids.js';

export type AnomalyRefusal = {
  readonly _tag: 'AnomalyUnknown' | 'AnomalyAlreadyResolved';
  readonly anomalyId: AnomalyId;
};
