import { type Keyed, put } from '../keyed.js';
import type { HealthEvent } from './events.js';

/** What a day's score says, leaving out when it was said. Named field by field, for a store may hand keys back in another order. */
export const fingerprintOf = ({ score, band, measures, caps, policyVersion }: HealthEvent['data']): string =>
  JSON.stringify([
    score,
    band,
    policyVersion,
    caps,
    measures.map((measure) => [measure.name, measure.group, measure.input, measure.score, measure.weight]),
  ]);

/**
 * The fingerprint of each scored day. Scores are what we said, not what a source told us: they are written by one
 * writer with an expected revision, and of two scores of a day the later in the stream restates the earlier.
 */
export type HealthState = { readonly days: Keyed<string> };

export const initialHealth: HealthState = { days: {} };

export const evolve = (state: HealthState, { data }: HealthEvent): HealthState => ({
  days: put(state.days, data.day, fingerprintOf(data)),
});
