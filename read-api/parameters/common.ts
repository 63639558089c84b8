import * as t from 'io-ts';
import { documented } from '../plugins/io-ts-schemas.js';

/** A codec of one parameter: from what the address or GraphQL gives to what a question wants, or what it should have been. */
export const parameter = <A>(
  name: string,
  expected: string,
  schema: Readonly<Record<string, unknown>>,
  read: (value: unknown) => A | undefined,
): t.Type<A, unknown, unknown> =>
  documented(
    new t.Type<A, unknown, unknown>(
      name,
      (u): u is A => u !== undefined,
      (u, context) => {
        const value = read(u);
        return value === undefined ? t.failure(u, context, expected) : t.success(value);
      },
      t.identity,
    ),
    schema,
  );

export const PageSize = parameter(
  'PageSize',
  'must be a whole number from 1 to 500',
  { type: 'integer', minimum: 1, maximum: 500, default: 50 },
  (value) => {
    const size = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
    return typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 500 ? size : undefined;
  },
);

export const DEFAULT_PAGE_SIZE = 50;

export const Text = parameter(
  'Text',
  'must be 1 to 200 printable characters',
  { type: 'string', minLength: 1, maxLength: 200 },
  (value) => (typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value) ? value : undefined),
);

export const Cursor = parameter(
  'Cursor',
  'must be the nextCursor of an earlier page',
  { type: 'string', description: 'The nextCursor of the page before.' },
  (value) => (typeof value === 'string' && value !== '' && value.length <= 2000 ? value : undefined),
);

export const Flag = parameter('Flag', 'must be true or false', { type: 'boolean', default: false }, (value) => {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
});

const MAX_NAMES = 50;

/** One or more names: repeated, separated by commas, or a list. */
export const Names = parameter<ReadonlyArray<string>>(
  'Names',
  `must be 1 to ${MAX_NAMES} names`,
  { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: MAX_NAMES },
  (value) => {
    const given: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value];
    const names = given.flatMap((one) => (typeof one === 'string' ? one.split(',') : ['']));
    const fine = names.length >= 1 && names.length <= MAX_NAMES && names.every((name) => /^[\w.:-]{1,100}$/.test(name));
    return fine ? [...new Set(names)] : undefined;
  },
);
