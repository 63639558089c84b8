import * as t from 'io-ts';

/** A vendor's id as text, sent as text or as a number. A number past 2^53 has lost digits, and would be another's id. */
export const VendorId = new t.Type<string, string, unknown>(
  'VendorId',
  (u): u is string => typeof u === 'string' && u !== '',
  (u, context) => {
    if (typeof u === 'number' && Number.isSafeInteger(u)) return t.success(String(u));
    if (typeof u === 'string' && u.trim() !== '' && u.length <= 200) return t.success(u.trim());
    return t.failure(u, context, 'must be an id: text, or a whole number below 2^53');
  },
  t.identity,
);

const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** Milliseconds since 1970. */
export const EpochMilliseconds = new t.Type<number, number, unknown>(
  'EpochMilliseconds',
  (u): u is number => typeof u === 'number' && Number.isSafeInteger(u) && u > 0 && u <= LATEST,
  (u, context) => {
    const value = typeof u === 'string' && /^\d{1,15}$/.test(u) ? Number(u) : u;
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= LATEST
      ? t.success(value)
      : t.failure(u, context, 'must be milliseconds since 1970');
  },
  t.identity,
);

/** A field that may be left out; `null` is the same as that. */
export const optional = <A>(codec: t.Type<A, unknown, unknown>) =>
  new t.Type<A | undefined, unknown, unknown>(
    codec.name,
    (u): u is A | undefined => u === undefined || codec.is(u),
    (u, context) => (u === undefined || u === null ? t.success(undefined) : codec.validate(u, context)),
    (a) => (a === undefined ? undefined : codec.encode(a)),
  );
