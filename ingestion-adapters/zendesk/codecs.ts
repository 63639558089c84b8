import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Timestamp, timestampOf } from '../../domain/primitives.js';
import { VendorId } from '../vendor-codecs.js';

/** An id that may be absent, which is also said as `"0"`, `0` or `""`. */
export const MaybeId = new t.Type<string | undefined, unknown, unknown>(
  'MaybeId',
  (u): u is string | undefined => u === undefined || typeof u === 'string',
  (u, context) =>
    u === undefined || u === null || u === '' || u === '0' || u === 0
      ? t.success(undefined)
      : VendorId.validate(u, context),
  t.identity,
);

/** An id where that there is none is said as well: `null`, which is also said as `"0"`, `0` or `""`. */
export const IdOrNone = new t.Type<string | null | undefined, unknown, unknown>(
  'IdOrNone',
  (u): u is string | null | undefined => u === undefined || u === null || typeof u === 'string',
  (u, context) =>
    u === undefined ? t.success(undefined) : E.map((id?: string) => id ?? null)(MaybeId.validate(u, context)),
  t.identity,
);

/** Enumerations are capitals in events and small letters in exports. */
export const Lowercase = new t.Type<string, string, unknown>(
  'Lowercase',
  t.string.is,
  (u, context) => (typeof u === 'string' ? t.success(u.toLowerCase()) : t.failure(u, context, 'must be text')),
  t.identity,
);

const secondOf = (at: Timestamp): Timestamp => `${at.slice(0, 19)}.000Z` as Timestamp;

/** Whole seconds: an event carries nanoseconds where an export of the same change carries seconds. */
export const Second = new t.Type<Timestamp, string, unknown>(
  'Second',
  Timestamp.is,
  (u, context) => {
    const decoded = Timestamp.validate(u, context);
    return E.isRight(decoded) ? t.success(secondOf(decoded.right)) : decoded;
  },
  t.identity,
);

/** Seconds since 1970. */
export const EpochSecond = new t.Type<Timestamp, unknown, unknown>(
  'EpochSecond',
  Timestamp.is,
  (u, context) =>
    typeof u === 'number' && Number.isSafeInteger(u) && u > 0 && u < 253_402_300_800
      ? t.success(timestampOf(u * 1000))
      : t.failure(u, context, 'must be seconds since 1970'),
  t.identity,
);

/**
 * An exported row is how something stood when its second was over, for the last minute is held back. So it comes after
 * whatever events tell of that second.
 */
export const endOfSecond = (at: Timestamp): Timestamp => `${at.slice(0, 19)}.999Z` as Timestamp;
