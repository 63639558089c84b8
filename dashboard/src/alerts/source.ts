import { type AlertFilter, alertChanged, listAlerts, readAlert } from '../api/alert-documents.js';
import type { Alert } from '../api/alert-types.js';
import type { Source } from '../inbox/source.js';

/** The latest first, as listed. */
export const source: Source<Alert, AlertFilter> = {
  list: listAlerts,
  one: readAlert,
  changed: alertChanged,
  idOf: ({ alertId }) => alertId,
  inOrder: (a, b) => b.openedAt.localeCompare(a.openedAt) || a.alertId.localeCompare(b.alertId),
};
