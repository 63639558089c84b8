import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { oneOf } from '../domain/primitives.js';

const text = (name: string, expected: string, is: (value: string) => boolean) =>
  new t.Type<string, string, unknown>(
    name,
    (u): u is string => typeof u === 'string' && is(u),
    (u, context) => (typeof u === 'string' && is(u) ? t.success(u) : t.failure(u, context, expected)),
    t.identity,
  );

const HeaderName = text('HeaderName', 'must be the name of a header in small letters, such as x-signature', (name) =>
  /^[a-z0-9][a-z0-9-]{0,99}$/.test(name),
);
const Prefix = text('Prefix', 'must be at most 40 visible characters, such as sha256=', (prefix) =>
  /^[\x21-\x7e]{0,40}$/.test(prefix),
);
const Seconds = new t.Type<number, number, unknown>(
  'Seconds',
  (u): u is number => typeof u === 'number' && u > 0 && u <= 86_400,
  (u, context) =>
    typeof u === 'number' && u > 0 && u <= 86_400
      ? t.success(u)
      : t.failure(u, context, 'must be more than 0 and at most 86400 seconds'),
  t.identity,
);

type TemplatePart = { readonly text: string } | { readonly name: string };

/** A template in parts: what stands in it as it is, and names to be filled in. */
export const partsOf = (template: string): ReadonlyArray<TemplatePart> =>
  template
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{[^{}]*\}$/.test(part) ? { name: part.slice(1, -1) } : { text: part }));

/** The names in braces, in their order. */
const placeholdersIn = (template: string): ReadonlyArray<string> =>
  partsOf(template).flatMap((part) => ('name' in part ? [part.name] : []));

const Fields = t.intersection(
  [
    t.strict({ header: HeaderName }),
    t.exact(
      t.partial({
        /** What stands before the signature in its header. */
        prefix: Prefix,
        algorithm: oneOf('sha1', 'sha256'),
        encoding: oneOf('hex', 'base64'),
        /** What is signed: `{body}`, `{timestamp}` and `{name-of-a-header}` stand for what the delivery has there. */
        signed: t.string,
        /** The header that `{timestamp}` stands for: seconds or milliseconds since 1970, or ISO-8601. */
        timestampHeader: HeaderName,
        /** How far that time may be from now, either way. */
        toleranceSeconds: Seconds,
      }),
    ),
  ],
  'SignatureVerifier',
);

type Problem = readonly [field: string, message: string];

const problemsOf = ({ signed = '{body}', timestampHeader, toleranceSeconds }: t.TypeOf<typeof Fields>) => {
  const names = placeholdersIn(signed);
  const unknown = names.find((name) => !HeaderName.is(name));
  const problems: ReadonlyArray<Problem | false> = [
    !names.includes('body') && ['signed', 'must have {body} in it, for else any body is signed'],
    unknown !== undefined && ['signed', `{${unknown}} is neither {body}, {timestamp} nor the name of a header`],
    names.includes('timestamp') &&
      timestampHeader === undefined && ['timestampHeader', 'is required where {timestamp} is signed'],
    timestampHeader !== undefined &&
      !names.some((name) => name === 'timestamp' || name === timestampHeader) && [
        'signed',
        'must have {timestamp} in it, for else anyone may change the time',
      ],
    toleranceSeconds !== undefined &&
      timestampHeader === undefined && ['timestampHeader', 'is required where toleranceSeconds is given'],
  ];
  return problems.filter((problem) => problem !== false);
};

/**
 * How a sender of its own kind signs: an HMAC of the secret over the text that `signed` says (`{body}` where it says
 * nothing), as SHA-256 in hexadecimal unless said otherwise.
 */
export const SignatureVerifier = new t.Type<t.TypeOf<typeof Fields>, t.OutputOf<typeof Fields>, unknown>(
  'SignatureVerifier',
  (u): u is t.TypeOf<typeof Fields> => Fields.is(u) && problemsOf(u).length === 0,
  (u, context) => {
    const decoded = Fields.validate(u, [...context.slice(0, -1), { ...(context.at(-1) ?? { key: '' }), type: Fields }]);
    if (E.isLeft(decoded)) return decoded;
    const problems = problemsOf(decoded.right);
    return problems.length === 0
      ? decoded
      : t.failures(
          problems.map(([key, message]) => ({
            value: u,
            context: [...context, { key, type: t.string, actual: u }],
            message,
          })),
        );
  },
  Fields.encode,
);
export type SignatureVerifier = t.TypeOf<typeof SignatureVerifier>;
