import type { AlertId } from '../ids.js';

/** What the ids of the alerts of one rule and account begin with. */
export const sharedPartOf = (alertId: AlertId): string => alertId.split(':')[0] ?? alertId;

export const alertStream = (shared: string): string => `alert-${shared}`;
