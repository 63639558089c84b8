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

/** NaN where a character is no digit. By character codes, for every event that is read has several instants. */
const numberAt = (s: string, from: number, to: number): number => {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = s.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
};
const within = (number: number, least: number, most: number): boolean => number >= least && number <= most;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number): number => {
  const leaps = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leaps ? 29 : (DAYS[month - 1] ?? 0);
};

const startsWithDate = (s: string): boolean => {
  const year = numberAt(s, 0, 4);
  const month = numberAt(s, 5, 7);
  return within(year, 1, 9999) && s[4] === '-' && s[7] === '-' && within(numberAt(s, 8, 10), 1, daysIn(year, month));
};

const isCalendarDate = (s: string): boolean => s.length === 10 && startsWithDate(s);

const isNormalInstant = (s: string): boolean =>
  s.length === 24 &&
  startsWithDate(s) &&
  s[10] === 'T' &&
  within(numberAt(s, 11, 13), 0, 23) &&
  s[13] === ':' &&
  within(numberAt(s, 14, 16), 0, 59) &&
  s[16] === ':' &&
  within(numberAt(s, 17, 19), 0, 59) &&
  s[19] === '.' &&
  within(numberAt(s, 20, 23), 0, 999) &&
  s[23] === 'Z';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** Business time as ISO-8601 in UTC with milliseconds, so that instants sort as strings. Decoding normalises offsets. */
export type Timestamp = Brand<'Timestamp'>;
const toTimestamp = (s: string): Timestamp | undefined => {
  if (isNormalInstant(s)) return s as Timestamp;
  if (!INSTANT.test(s) || !startsWithDate(s)) return undefined;
  const time = Date.parse(s.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time)) return undefined;
  const normal = new Date(time).toISOString();
  return startsWithDate(normal) ? (normal as Timestamp) : undefined;
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

export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

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
