import { type FailurePolicy, park } from '../projections/following/failure-policy.js';

/** What every reader of the log does about an event that it cannot read or fold: the live ones, and rebuilds beside them. */
export const failurePolicy: FailurePolicy = park;
