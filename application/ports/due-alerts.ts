import type { AlertId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';

/** Alerts for which there was something to do by then, or will be once hours are not quiet any more; those due longest first. */
export type DueAlerts = (by: Timestamp) => Promise<ReadonlyArray<AlertId>>;
