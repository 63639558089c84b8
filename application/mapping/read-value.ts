import * as E from 'fp-ts/lib/Either.js';
import { productOf } from '../../domain/decimal.js';
import { lookUp } from '../../domain/keyed.js';
import type { FieldMapping } from '../../domain/mapping/definition.js';
import { valueAt } from '../../domain/mapping/pointer.js';
import { DecimalString } from '../../domain/primitives.js';
import { readDate, readTime } from './read-time.js';
import type { Target } from './targets.js';

/** Numbers, dates and times as text: exact, whatever their size. */
export type MappedValue = string | boolean;

/** `Empty` was said to be so; `Absent` was not said at all. `Unknown` is a value that the table does not have. */
export type ReadField =
  | { readonly _tag: 'Value'; readonly value: MappedValue }
  | { readonly _tag: 'Empty' }
  | { readonly _tag: 'Absent' }
  | { readonly _tag: 'Unknown' }
  | { readonly _tag: 'Wrong'; readonly reason: string };

type Converted = E.Either<string, MappedValue>;

const SAFE_DIGITS = 15;

/** A number that JSON carried without losing digits, as it would be written by hand. */
const numberAsText = (value: number): string | undefined => {
  const written = String(value);
  const digits = written.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= SAFE_DIGITS || Number.isSafeInteger(value) ? written : undefined;
};

const textIn = (raw: unknown): E.Either<string, string> => {
  if (typeof raw === 'string') return E.right(raw);
  if (typeof raw === 'boolean') return E.right(`${raw}`);
  if (typeof raw !== 'number') return E.left('must be text, a number, true or false');
  const written = numberAsText(raw);
  return written === undefined
    ? E.left('has more digits than a JSON number keeps: it must be sent as text')
    : E.right(written);
};

const decimalIn = (raw: unknown, multiply: DecimalString | undefined): E.Either<string, DecimalString> => {
  const written = typeof raw === 'boolean' ? E.left('must be a number') : textIn(raw);
  if (E.isLeft(written)) return written;
  const decimal = written.right.trim();
  if (!DecimalString.is(decimal)) return E.left('must be a decimal number, such as 1200.50');
  const product = multiply === undefined ? decimal : productOf(decimal, multiply);
  return product === undefined ? E.left(`times ${multiply} has more digits than a decimal keeps`) : E.right(product);
};

const wholeIn = (raw: unknown, multiply: DecimalString | undefined): Converted => {
  const decimal = decimalIn(raw, multiply);
  if (E.isLeft(decimal)) return decimal;
  const [whole = '', fraction = ''] = decimal.right.split('.');
  return /^0*$/.test(fraction) ? E.right(whole.replace(/^(-?)0+(?=\d)/, '$1')) : E.left('must be a whole number');
};

const TRUE = new Set(['true', '1', 'yes', 'y']);
const FALSE = new Set(['false', '0', 'no', 'n']);

const flagIn = (raw: unknown): Converted => {
  const said = String(raw).trim().toLowerCase();
  if (typeof raw === 'object') return E.left('must be true or false');
  return TRUE.has(said) ? E.right(true) : FALSE.has(said) ? E.right(false) : E.left('must be true or false');
};

const convert = (field: FieldMapping, raw: unknown, timeZone: string | undefined): Converted => {
  switch (field.type) {
    case 'text':
    case 'enum':
      return textIn(raw);
    case 'decimal':
      return decimalIn(raw, field.multiply);
    case 'integer':
      return wholeIn(raw, field.multiply);
    case 'boolean':
      return flagIn(raw);
    case 'date':
      return readDate(raw, timeZone);
    case 'time':
      return readTime(raw, timeZone);
  }
};

const isEmpty = (raw: unknown): boolean => raw === undefined || raw === null || raw === '';

/** What a field of ours is by a record. `timeZone` is of times that come without one, where the field does not say. */
export const readValue = (
  field: FieldMapping,
  target: Target,
  record: unknown,
  timeZone: string | undefined,
): ReadField => {
  const said = valueAt(field.from, record);
  const raw = isEmpty(said) ? field.default : said;
  if (isEmpty(raw)) {
    if (field.required === true) return { _tag: 'Wrong', reason: 'is required' };
    return said === undefined ? { _tag: 'Absent' } : { _tag: 'Empty' };
  }
  const converted = convert(field, raw, field.timeZone ?? timeZone);
  if (E.isLeft(converted)) return { _tag: 'Wrong', reason: converted.left };
  const value = field.type === 'enum' ? lookUp(field.table ?? {}, `${converted.right}`.trim()) : converted.right;
  if (value === undefined) return { _tag: 'Unknown' };
  const taken = target.types.includes('text') ? `${value}` : value;
  return target.is(taken) ? { _tag: 'Value', value: taken } : { _tag: 'Wrong', reason: target.expected };
};
