import { type AnomalyFilter, anomalyChanged, listAnomalies, readAnomaly } from '../api/anomaly-documents.js';
import type { Anomaly } from '../api/anomaly-types.js';
import type { Source } from '../inbox/source.js';

/** The latest days first, as listed. */
export const source: Source<Anomaly, AnomalyFilter> = {
  list: listAnomalies,
  one: readAnomaly,
  changed: anomalyChanged,
  idOf: ({ anomalyId }) => anomalyId,
  inOrder: (a, b) => b.day.localeCompare(a.day) || a.anomalyId.localeCompare(b.anomalyId),
};
