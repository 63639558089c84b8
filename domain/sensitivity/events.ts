import type * as t from 'io-ts';
import { message } from '../event.js';
import { Count, NonEmptyString, nullable, Quantity, Timestamp } from '../primitives.js';

/**
 * How many false alarms a year a metric may cause in the accounts of a segment; of any metric, or of every account and the
 * book, where it is null. 0: nobody looks. Null takes it back: what is said less closely holds again. Versions count from 1.
 */
export const SensitivitySet = message('SensitivitySet', {
  occurredAt: Timestamp,
  version: Count,
  metric: nullable(NonEmptyString),
  segment: nullable(NonEmptyString),
  falseAlarmsPerYear: nullable(Quantity),
});

export type SensitivityEvent = t.TypeOf<typeof SensitivitySet>;
