import type * as t from 'io-ts';

/** One thing wrong with an input. `pointer` is an RFC 6901 JSON pointer to the field. */
export type Violation = { readonly pointer: string; readonly message: string };

export type DecodeError = {
  readonly _tag: 'DecodeError';
  /** What was being read: `body`, `query`, `event ContractSigned`. */
  readonly source: string;
  readonly violations: ReadonlyArray<Violation>;
};

/** Whether what was thrown is the tagged value of this name. */
export const isTagged =
  <A extends { readonly _tag: string }>(tag: A['_tag']) =>
  (thrown: unknown): thrown is A =>
    typeof thrown === 'object' && thrown !== null && '_tag' in thrown && thrown._tag === tag;

const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

type AnyCodec = { readonly _tag?: string; readonly type?: AnyCodec };

/** Union members and intersections add context entries that are not in the document; only those reached by a key of it are. */
const pointerOf = (context: t.Context): string => {
  let pointer = '';
  for (let i = 1; i < context.length; i++) {
    const parent = context[i - 1]?.type as AnyCodec | undefined;
    const key = context[i]?.key ?? '';
    const tag = parent?._tag === 'ExactType' ? parent.type?._tag : parent?._tag;
    if (tag === 'UnionType' || tag === 'IntersectionType') continue;
    pointer += `/${escapeKey(key)}`;
  }
  return pointer;
};

const messageOf = (error: t.ValidationError): string => {
  if (error.message !== undefined) return error.message;
  const expected = error.context.at(-1)?.type.name ?? 'another value';
  return error.value === undefined ? 'is required' : `must be ${expected}`;
};

/** Turns io-ts errors into violations, one a field. Values are left out: they may be personal. */
export const decodeError = (source: string, errors: t.Errors): DecodeError => {
  const messages = new Map<string, Set<string>>();
  for (const error of errors) {
    const pointer = pointerOf(error.context);
    messages.set(pointer, (messages.get(pointer) ?? new Set()).add(messageOf(error)));
  }
  return {
    _tag: 'DecodeError',
    source,
    violations: [...messages].map(([pointer, said]) => ({ pointer, message: [...said].join(', or ') })),
  };
};
