import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type CalendarDate, DecimalString, dayOf, Timestamp, timestampOf } from '../../domain/primitives.js';
import { EpochMilliseconds } from '../vendor-codecs.js';

const decoded = <A>(codec: t.Type<A, unknown, unknown>, value: unknown): A | undefined => {
  const result = codec.decode(value);
  return E.isRight(result) ? result.right : undefined;
};

/** Date properties are milliseconds or ISO-8601, by the age of the API that wrote them. */
export const timeOf = (value: string): Timestamp | undefined => {
  const milliseconds = decoded(EpochMilliseconds, value);
  if (milliseconds !== undefined) return timestampOf(milliseconds);
  return decoded(Timestamp, /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value);
};

export const dateOf = (value: string): CalendarDate | undefined => {
  const time = timeOf(value);
  return time === undefined ? undefined : dayOf(time);
};

export const decimalOf = (value: string): DecimalString | undefined => decoded(DecimalString, value.trim());

/** A whole number of at least 0, also as `25.0`. */
export const countOf = (value: string): number | undefined => {
  const [, digits] = /^(\d{1,9})(?:\.0*)?$/.exec(value.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
