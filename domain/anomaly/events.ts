import * as t from 'io-ts';
import { message } from '../event.js';
import { AnomalyId } from '../ids.js';
import { CalendarDate, FiniteNumber, NonEmptyString, nullable, Quantity, Timestamp } from '../primitives.js';
import { AccountOrBook } from '../whole-book.js';
import { AnomalyKind } from './names.js';

const anomaly = { anomalyId: AnomalyId, occurredAt: Timestamp };

/**
 * A metric of an account, or of the whole book, did not do what its own history lets expect. `from` and `day` are the first and the last day that
 * are part of it, `value` what was said on the last, `null` where nothing was. `score` is minus the decimal logarithm of how
 * probable something as unusual is though nothing happens; `severity` how far the value is from the expected one, as a share
 * of that. `falseAlarmsPerYear` is how sensitive the detector was set.
 */
export const AnomalyDetected = message('AnomalyDetected', {
  ...anomaly,
  accountId: AccountOrBook,
  metric: NonEmptyString,
  kind: AnomalyKind,
  from: CalendarDate,
  day: CalendarDate,
  value: nullable(FiniteNumber),
  expected: FiniteNumber,
  low: FiniteNumber,
  high: FiniteNumber,
  score: Quantity,
  severity: Quantity,
  falseAlarmsPerYear: Quantity,
});
export const AnomalyAcknowledged = message('AnomalyAcknowledged', anomaly);
/** Why it came, in the words of whoever found out. */
export const AnomalyExplained = message('AnomalyExplained', { ...anomaly, explanation: NonEmptyString });
export const AnomalyResolved = message('AnomalyResolved', anomaly);
export const AnomalyReopened = message('AnomalyReopened', anomaly);

export const AnomalyEvent = t.union(
  [AnomalyDetected, AnomalyAcknowledged, AnomalyExplained, AnomalyResolved, AnomalyReopened],
  'AnomalyEvent',
);
export type AnomalyEvent = t.TypeOf<typeof AnomalyEvent>;
