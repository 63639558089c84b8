import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { OVERLAP_HOURS } from '../../application/connections/rotate-secret.js';
import { settingsViolations } from '../../application/connections/settings-violations.js';
import { ConnectionSettings } from '../../application/ports/connections.js';
import { documented } from '../plugins/io-ts-schemas.js';
import { parameter } from './common.js';

const known = Object.keys(ConnectionSettings.type.props);

const settingsSchema = {
  type: 'object',
  additionalProperties: true,
  description: `By name: ${known.join(', ')}.`,
};

const isPlain = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

const unknownNames = (settings: object, context: t.Context): t.Errors =>
  Object.keys(settings)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      value: undefined,
      context: t.appendContext(context, name, t.unknown),
      message: `is not known here; known are ${known.join(', ')}`,
    }));

const wrongValues = (settings: ConnectionSettings, context: t.Context): t.Errors =>
  settingsViolations(settings).map(({ pointer, message }) => ({
    value: undefined,
    context: t.appendContext(context, pointer.slice(1), t.unknown),
    message,
  }));

const validSettings = (u: unknown, context: t.Context): t.Validation<ConnectionSettings> => {
  const decoded = ConnectionSettings.validate(u, context);
  if (!isPlain(u) || E.isLeft(decoded)) return decoded;
  const wrong = [...unknownNames(u, context), ...wrongValues(decoded.right, context)];
  return wrong.length === 0 ? decoded : t.failures(wrong);
};

/** Settings of which every one is known, and can be right. */
export const SettingsInput = documented(
  new t.Type<ConnectionSettings, unknown, unknown>('Settings', ConnectionSettings.is, validSettings, t.identity),
  settingsSchema,
);

type Patch = Readonly<Record<string, unknown>>;

/** What is said of settings; `null` takes one away (RFC 7396). */
export const SettingsPatch = documented(
  new t.Type<Patch, unknown, unknown>(
    'SettingsPatch',
    isPlain,
    (u, context) => {
      if (!isPlain(u)) return t.failure(u, context, 'must be an object');
      const set = Object.fromEntries(Object.entries(u).filter(([, value]) => value !== null));
      const wrong = validSettings(set, context);
      const taken = unknownNames(Object.fromEntries(Object.entries(u).filter(([, value]) => value === null)), context);
      if (E.isLeft(wrong)) return t.failures([...wrong.left, ...taken]);
      return taken.length > 0 ? t.failures(taken) : t.success({ ...u, ...ConnectionSettings.encode(wrong.right) });
    },
    t.identity,
  ),
  { ...settingsSchema, description: `${settingsSchema.description} null takes a setting away.` },
);

export const SecretText = parameter(
  'Secret',
  'must be 8 to 500 printable characters without spaces',
  { type: 'string', minLength: 8, maxLength: 500, description: 'Made up when left out.' },
  (value) => (typeof value === 'string' && /^[\x21-\x7e]{8,500}$/.test(value) ? value : undefined),
);

export const OverlapHours = parameter(
  'OverlapHours',
  `must be a whole number of hours from 0 to ${OVERLAP_HOURS.most}`,
  { type: 'integer', minimum: 0, maximum: OVERLAP_HOURS.most, default: OVERLAP_HOURS.usual },
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= OVERLAP_HOURS.most
      ? value
      : undefined,
);

const Credential = parameter('Credential', 'must be text of 1 to 16384 characters', { type: 'string' }, (value) =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 16_384 ? value : undefined,
);

const CredentialName = t.refinement(t.string, (name) => /^[A-Za-z]\w{0,63}$/.test(name), 'CredentialName');

/** By name, such as `accessToken`: all of them at once. */
export const Credentials = t.record(CredentialName, Credential);
