import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId } from '../ids.js';
import { CalendarDate, Count, Fraction, nullable, oneOf, Score, Timestamp } from '../primitives.js';

export const HealthBand = oneOf('healthy', 'watch', 'at-risk', 'critical');
export type HealthBand = t.TypeOf<typeof HealthBand>;

/** One measure of a score: what was read, what it is worth, and how much it counted (after missing data was shared out). */
export const ScoredMeasure = t.strict(
  { name: t.string, group: t.string, input: nullable(t.number), score: nullable(Score), weight: Fraction },
  'ScoredMeasure',
);
export type ScoredMeasure = t.TypeOf<typeof ScoredMeasure>;

/** The health of an account at the end of `day`, from the facts known when it was scored. A later event for the same day restates it. */
export const HealthScored = message('HealthScored', {
  accountId: AccountId,
  day: CalendarDate,
  occurredAt: Timestamp,
  score: nullable(Score),
  band: nullable(HealthBand),
  measures: t.readonlyArray(ScoredMeasure),
  caps: t.readonlyArray(t.string),
  policyVersion: Count,
});
export type HealthEvent = t.TypeOf<typeof HealthScored>;
