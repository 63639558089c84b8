import * as t from 'io-ts';

/** A place in a JSON document (RFC 6901); the empty text is the whole document. */
export type JsonPointer = string & { readonly JsonPointer: true };

const isPointer = (u: unknown): u is JsonPointer =>
  typeof u === 'string' && u.length <= 500 && /^(\/([^~/]|~[01])*)*$/.test(u);

export const JsonPointer = new t.Type<JsonPointer, string, unknown>(
  'JsonPointer',
  isPointer,
  (u, context) =>
    isPointer(u) ? t.success(u) : t.failure(u, context, 'must be a JSON pointer, such as /data/name, or empty'),
  t.identity,
);

export const tokensOf = (pointer: JsonPointer): ReadonlyArray<string> =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

export const pointerOf = (tokens: ReadonlyArray<string>): JsonPointer =>
  tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') as JsonPointer;

const memberOf = (value: unknown, token: string): unknown => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(token)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[token];
};

/** What stands at the place; `undefined` where nothing does. */
export const valueAt = (pointer: JsonPointer, document: unknown): unknown =>
  tokensOf(pointer).reduce(memberOf, document);
