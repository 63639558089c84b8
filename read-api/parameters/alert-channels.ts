import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { documented } from '../plugins/io-ts-schemas.js';
import { parameter } from './common.js';

const Address = parameter(
  'Address',
  'must be an http or https address without credentials, of at most 2000 characters',
  { type: 'string', format: 'uri', maxLength: 2000 },
  (value) => {
    if (typeof value !== 'string' || value.length > 2_000 || !URL.canParse(value)) return undefined;
    const { protocol, username, password } = new URL(value);
    return /^https?:$/.test(protocol) && username === '' && password === '' ? value : undefined;
  },
);

const WebhookSecret = parameter(
  'WebhookSecret',
  'must be whsec_ and 24 to 64 bytes as base64',
  { type: 'string', description: 'Signs what is posted, as Standard Webhooks. Made up when left out.' },
  (value) => {
    if (typeof value !== 'string' || !/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
    const { length } = Buffer.from(value.slice('whsec_'.length), 'base64');
    return length >= 24 && length <= 64 ? value : undefined;
  },
);

const MailAddresses = parameter<ReadonlyArray<string>>(
  'MailAddresses',
  'must be 1 to 20 mail addresses',
  { type: 'array', items: { type: 'string', format: 'email' }, minItems: 1, maxItems: 20 },
  (value) => {
    const addresses: ReadonlyArray<unknown> = Array.isArray(value) ? value : [];
    const fine = addresses.filter(
      (one): one is string => typeof one === 'string' && /^[^\s@<>,;:"]{1,64}@[^\s@<>,;:"]{1,200}$/.test(one),
    );
    return fine.length === addresses.length && fine.length >= 1 && fine.length <= 20 ? fine : undefined;
  },
);

const orNone = <A>(codec: t.Type<A, unknown, unknown>) =>
  new t.Type<A | undefined, unknown, unknown>(
    codec.name,
    (u): u is A | undefined => u === undefined || codec.is(u),
    (u, context) => (u === undefined ? t.success(undefined) : codec.validate(u, context)),
    t.identity,
  );

const byKind = {
  webhook: t.strict({ kind: t.literal('webhook'), url: Address, secret: orNone(WebhookSecret) }),
  slack: t.strict({ kind: t.literal('slack'), url: Address }),
  mail: t.strict({ kind: t.literal('mail'), to: MailAddresses }),
};
const anyKind = t.union([byKind.webhook, byKind.slack, byKind.mail]);

/** Whom a channel reaches, as it is asked for. */
export type TargetInput = t.TypeOf<typeof anyKind>;

const kindOf = (u: unknown): keyof typeof byKind | undefined => {
  const kind: unknown = typeof u === 'object' && u !== null && 'kind' in u ? u.kind : undefined;
  return typeof kind === 'string' && Object.hasOwn(byKind, kind) ? (kind as keyof typeof byKind) : undefined;
};

export const TargetInput = documented(
  new t.Type<TargetInput, unknown, unknown>(
    'TargetInput',
    anyKind.is,
    (u, context) => {
      const kind = kindOf(u);
      const wrong = 'must be one of webhook, slack, mail';
      if (kind === undefined) return t.failure(u, t.appendContext(context, 'kind', t.string), wrong);
      const validate: t.Validate<unknown, TargetInput> = byKind[kind].validate;
      const decoded = validate(u, context);
      if (E.isLeft(decoded) || typeof u !== 'object' || u === null) return decoded;
      const unknown = Object.keys(u).filter((key) => !Object.hasOwn(decoded.right, key));
      return unknown.length === 0
        ? decoded
        : t.failures(
            unknown.map((key) => ({
              value: undefined,
              context: t.appendContext(context, key, t.unknown),
              message: `is not known of a channel of kind ${kind}`,
            })),
          );
    },
    t.identity,
  ),
  {
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { type: 'string', enum: Object.keys(byKind) },
      url: { type: 'string', format: 'uri', description: 'Of kind webhook or slack.' },
      secret: { type: 'string', description: 'Of kind webhook: whsec_ and base64. Made up when left out.' },
      to: { type: 'array', items: { type: 'string', format: 'email' }, description: 'Of kind mail.' },
    },
  },
);
