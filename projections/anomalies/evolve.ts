import type { AnomalyEvent } from '../../domain/anomaly/events.js';
import { type AnomalyState, evolve, initialAnomaly, statusOf } from '../../domain/anomaly/state.js';
import type { Fold } from '../fold.js';
import type { Projection } from '../projection.js';
import { anomalies } from './table.js';

const fold: Fold<AnomalyState, AnomalyEvent> = {
  table: anomalies,
  handles: ['AnomalyDetected', 'AnomalyAcknowledged', 'AnomalyExplained', 'AnomalyResolved', 'AnomalyReopened'],
  keysOf: ({ event }) => [[event.data.anomalyId]],
  evolve: (held = initialAnomaly, { event }) => evolve(held, event),
  toCells: (state) => {
    const found = state.detected?.value;
    return [
      state,
      ...[found?.accountId ?? null, found?.metric ?? null, found?.kind ?? null, found?.day ?? null],
      found === undefined ? null : statusOf(state),
      found?.severity ?? null,
    ];
  },
  fromCells: ([state]) => ({ ...initialAnomaly, ...(state as Partial<AnomalyState>) }),
};

/** What was found unusual, and what came of it. */
export const anomaliesProjection: Projection = {
  name: 'anomalies',
  version: 1,
  folds: [fold],
  noticeKey: (_, [anomalyId]) => anomalyId,
};
