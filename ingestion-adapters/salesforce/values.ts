import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { CalendarDate, DecimalString, dayOf, Timestamp, timestampOf } from '../../domain/primitives.js';
import { EpochMilliseconds } from '../vendor-codecs.js';

const decoded = <A>(codec: t.Type<A, unknown, unknown>, value: unknown): A | undefined => {
  const result = codec.decode(value);
  return E.isRight(result) ? result.right : undefined;
};

/** `…+0000` in REST and CometD, `…Z` in CSV and SOAP, milliseconds since 1970 in the Pub/Sub API. */
export const timeOf = (value: string): Timestamp | undefined => {
  const milliseconds = decoded(EpochMilliseconds, value);
  return milliseconds === undefined ? decoded(Timestamp, value.trim()) : timestampOf(milliseconds);
};

/** A day stays a day; the Pub/Sub API says it as the milliseconds at which it begins in UTC. */
export const dateOf = (value: string): CalendarDate | undefined => {
  const date = decoded(CalendarDate, value.trim());
  if (date !== undefined) return date;
  const time = timeOf(value);
  return time === undefined ? undefined : dayOf(time);
};

const LARGEST_EXPONENT = 18;

/** The same amount is the same text: `3.5E7`, `35000000.00` and `35000000` are `35000000`. */
export const decimalOf = (value: string): DecimalString | undefined => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(value.trim()) ?? [];
  const shift = Number(exponent);
  if (whole === '' || Math.abs(shift) > LARGEST_EXPONENT) return undefined;
  const places = Math.max(fraction.length - shift, 0);
  const digits = `${whole}${fraction}${'0'.repeat(Math.max(shift - fraction.length, 0))}`.padStart(places + 1, '0');
  const point = digits.length - places;
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(point).replace(/0+$/, '');
  const amount = rest === '' ? integer : `${integer}.${rest}`;
  return decoded(DecimalString, amount === '0' ? amount : `${sign}${amount}`);
};

/** A whole number of at least 0. */
export const countOf = (value: string): number | undefined => {
  const decimal = decimalOf(value);
  return decimal !== undefined && /^\d{1,9}$/.test(decimal) ? Number(decimal) : undefined;
};

const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18 characters of an id, also where its 15 were given; `undefined` where the text is not one. */
export const recordIdOf = (text: string): string | undefined => {
  if (/^[A-Za-z0-9]{18}$/.test(text)) return text;
  if (!/^[A-Za-z0-9]{15}$/.test(text)) return undefined;
  const checks = [0, 5, 10].map((from) => {
    const capitals = [...text.slice(from, from + 5)].map((char, bit) => (/[A-Z]/.test(char) ? 1 << bit : 0));
    return CHECK[capitals.reduce((sum, bit) => sum + bit, 0)];
  });
  return `${text}${checks.join('')}`;
};
