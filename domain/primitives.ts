import * as t from 'io-ts';

/** A string codec that accepts what `is` accepts. `expected` is what a violation tells the caller. */
const refined = <A extends string>(name: string, expected: string, is: (s: string) => boolean) =>
  new t.Type<A, string, unknown>(
    name,
    (u): u is A => typeof u === 'string' && is(u),
    (u, context) => (typeof u === 'string' && is(u) ? t.success(u as A) : t.failure(u, context, expected)),
    (a) => a,
  );

type Brand<B extends string> = string & { readonly [K in B]: true };

/** `Date.parse` takes a 30th of February for the 2nd of March. */
const isCalendarDate = (s: string): boolean => {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(s) || Number.isNaN(Date.parse(s))) return false;
  return Number(s.slice(8)) <= 28 || new Date(s).toISOString().startsWith(s);
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const NORMAL = /^.{11}([01]\d|2[0-3]):.{5}\.\d{3}Z$/;

/** Business time as ISO-8601 in UTC with milliseconds, so that instants sort as strings. Decoding normalises offsets. */
export type Timestamp = Brand<'Timestamp'>;
const toTimestamp = (s: string): Timestamp | undefined => {
  if (!INSTANT.test(s) || !isCalendarDate(s.slice(0, 10))) return undefined;
  const time = Date.parse(s.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time)) return undefined;
  if (NORMAL.test(s)) return s as Timestamp;
  const normal = new Date(time).toISOString();
  return isCalendarDate(normal.slice(0, 10)) ? (normal as Timestamp) : undefined;
};
export const Timestamp = new t.Type<Timestamp, string, unknown>(
  'Timestamp',
  (u): u is Timestamp => typeof u === 'string' && toTimestamp(u) === u,
  (u, context) => {
    const timestamp = typeof u === 'string' ? toTimestamp(u) : undefined;
    return timestamp === undefined
      ? t.failure(u, context, 'must be an ISO-8601 instant with a zone, such as 2026-03-01T09:30:00Z')
      : t.success(timestamp);
  },
  (a) => a,
);

/** Throws on an invalid date: for instants that come from a clock or a number, never for input. */
export const timestampOf = (time: Date | number): Timestamp => new Date(time).toISOString() as Timestamp;

/** A day without a zone, `yyyy-mm-dd`. */
export type CalendarDate = Brand<'CalendarDate'>;
export const CalendarDate = refined<CalendarDate>(
  'CalendarDate',
  'must be a calendar date, such as 2026-03-01',
  isCalendarDate,
);

/** The UTC day an instant falls on. */
export const dayOf = (at: Timestamp): CalendarDate => at.slice(0, 10) as CalendarDate;

export const addDays = (day: CalendarDate, days: number): CalendarDate =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10) as CalendarDate;

/** Exact decimal as text, such as `1200.50`; money never passes through a float. */
export type DecimalString = Brand<'DecimalString'>;
export const DecimalString = refined<DecimalString>(
  'DecimalString',
  'must be a decimal number as text, such as 1200.50',
  (s) => /^-?\d{1,18}(\.\d{1,9})?$/.test(s),
);

/** ISO 4217 code. */
export type Currency = Brand<'Currency'>;
export const Currency = refined<Currency>('Currency', 'must be an ISO 4217 currency code, such as EUR', (s) =>
  /^[A-Z]{3}$/.test(s),
);

export const Money = t.strict({ amount: DecimalString, currency: Currency }, 'Money');
export type Money = t.TypeOf<typeof Money>;

export const NonEmptyString = refined<string & Brand<'NonEmptyString'>>(
  'NonEmptyString',
  'must not be empty',
  (s) => s.trim() !== '',
);
export type NonEmptyString = t.TypeOf<typeof NonEmptyString>;

const numberWhere = (name: string, expected: string, is: (n: number) => boolean) =>
  new t.Type<number, number, unknown>(
    name,
    (u): u is number => typeof u === 'number' && is(u),
    (u, context) => (typeof u === 'number' && is(u) ? t.success(u) : t.failure(u, context, expected)),
    t.identity,
  );

export const Count = numberWhere(
  'Count',
  'must be a whole number of at least 0',
  (n) => Number.isSafeInteger(n) && n >= 0,
);
export const Quantity = numberWhere(
  'Quantity',
  'must be a finite number of at least 0',
  (n) => Number.isFinite(n) && n >= 0,
);
export const FiniteNumber = numberWhere('FiniteNumber', 'must be a finite number', Number.isFinite);
/** 0 to 100. */
export const Score = numberWhere('Score', 'must be between 0 and 100', (n) => n >= 0 && n <= 100);
/** 0 to 1. */
export const Fraction = numberWhere('Fraction', 'must be between 0 and 1', (n) => n >= 0 && n <= 1);

/** `null` says "known to be absent"; the key is always there, so that stored JSON has one shape. */
export const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** A codec of string literals. */
export const oneOf = <S extends string>(...values: readonly [S, ...ReadonlyArray<S>]) =>
  refined<S>(values.join('|'), `must be one of ${values.join(', ')}`, (s) =>
    (values as ReadonlyArray<string>).includes(s),
  );
