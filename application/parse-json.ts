import * as E from 'fp-ts/lib/Either.js';

/** The body is not JSON; `place` says where it stops being so. Nothing of the body is in it. */
export type MalformedJson = { readonly _tag: 'MalformedJson'; readonly place: string };

const LITERALS = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what RFC 8259 forbids in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

type Expecting = 'value' | 'key' | 'colon' | 'comma' | 'end' | 'value-or-close' | 'key-or-close';

/** The offset of the first character that RFC 8259 does not allow where it stands. */
const offsetOfError = (text: string): number => {
  const open: Array<'[' | '{'> = [];
  let expecting: Expecting = 'value';
  let at = 0;
  const after = (): Expecting => (open.length === 0 ? 'end' : 'comma');
  for (;;) {
    at = matchAt(SPACE, text, at);
    const next = text[at];
    const closes = open.at(-1) === '[' ? ']' : '}';
    if (next === undefined || expecting === 'end') return at;
    if (expecting === 'colon') {
      if (next !== ':') return at;
      expecting = 'value';
      at++;
    } else if (open.length > 0 && next === closes && /^(comma|value-or-close|key-or-close)$/.test(expecting)) {
      open.pop();
      expecting = after();
      at++;
    } else if (expecting === 'comma') {
      if (next !== ',') return at;
      expecting = open.at(-1) === '[' ? 'value' : 'key';
      at++;
    } else if (expecting === 'key' || expecting === 'key-or-close') {
      const end = matchAt(STRING, text, at);
      if (end < 0) return at;
      expecting = 'colon';
      at = end;
    } else if (next === '[' || next === '{') {
      open.push(next);
      expecting = next === '[' ? 'value-or-close' : 'key-or-close';
      at++;
    } else {
      const end = Math.max(matchAt(STRING, text, at), matchAt(LITERALS, text, at));
      if (end < 0) return at;
      expecting = after();
      at = end;
    }
  }
};

const placeOf = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

export const parseJson = (body: Buffer): E.Either<MalformedJson, unknown> => {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return E.left({ _tag: 'MalformedJson', place: 'bytes that are not UTF-8' });
  }
  try {
    return E.right(JSON.parse(text));
  } catch {
    return E.left({ _tag: 'MalformedJson', place: placeOf(text, offsetOfError(text)) });
  }
};
