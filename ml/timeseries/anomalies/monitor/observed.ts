import type { Anomaly, Band } from '../anomaly.js';

export type Observed = {
  /** How unusual today is, alarm or not; 1 while too little is known. `withoutFalseDiscoveries` of many series takes it. */
  readonly pValue: number;
  /** What today's value was expected within; none while too little is known. */
  readonly band: Band | undefined;
  readonly alarm: Anomaly | undefined;
};

export const UNKNOWN: Observed = { pValue: 1, band: undefined, alarm: undefined };

/** Errors of the forecast that must be known before anything is said. */
export const ERRORS_AT_LEAST = 30;
