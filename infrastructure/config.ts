import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeError } from '../domain/errors.js';

const text = (fallback: string) =>
  new t.Type<string, string, unknown>(
    'text',
    t.string.is,
    (u, c) => (u === undefined || u === '' ? t.success(fallback) : t.string.validate(u, c)),
    t.identity,
  );

const optional = new t.Type<string | undefined, unknown, unknown>(
  'optional text',
  (u): u is string | undefined => u === undefined || typeof u === 'string',
  (u, c) => (u === undefined || u === '' ? t.success(undefined) : t.string.validate(u, c)),
  t.identity,
);

const port = new t.Type<number, string, unknown>(
  'port',
  t.number.is,
  (u, c) => {
    const value = Number(u === undefined || u === '' ? 8080 : u);
    return Number.isInteger(value) && value >= 0 && value < 65_536
      ? t.success(value)
      : t.failure(u, c, 'must be a TCP port');
  },
  String,
);

const onOff = new t.Type<boolean, string, unknown>(
  'on|off',
  t.boolean.is,
  (u, c) =>
    u === undefined || u === '' || u === 'on'
      ? t.success(true)
      : u === 'off'
        ? t.success(false)
        : t.failure(u, c, 'must be on or off'),
  (on) => (on ? 'on' : 'off'),
);

/** Every setting of the process. A URL that is not set stands for the embedded or local default. */
export const Environment = t.strict(
  {
    PORT: port,
    HOST: text('localhost'),
    TREERING_DATA: text('./var'),
    /** The folder of the archive of the log, instead of `archive` in that of the data; `off` to keep none. */
    TREERING_ARCHIVE: optional,
    TREERING_DEMO: onOff,
    /** Where vendors reach us, such as https://treering.example.com; part of what HubSpot signs. */
    PUBLIC_URL: optional,
    EVENTSTORE_URL: optional,
    DATABASE_URL: optional,
    NATS_URL: optional,
    REDIS_URL: optional,
    /** Base64 of 32 bytes: the key that wraps the keys of data subjects. */
    TREERING_KEK: optional,
    TREERING_JWT_SECRET: optional,
    /** Whether this process scores every account, also those of which nothing was heard, and looks for anomalies, once a day. */
    TREERING_DAILY_SCORING: onOff,
    /** Such as smtps://name:password@mail.example.com; without it mails are written into the folder `mail` of the data. */
    SMTP_URL: optional,
    MAIL_FROM: text('treering@localhost'),
    LOG_LEVEL: text('info'),
  },
  'Environment',
);
export type Environment = t.TypeOf<typeof Environment>;

/** Throws with the names of the variables that are wrong. */
export const readEnvironment = (env: NodeJS.ProcessEnv = process.env): Environment => {
  const decoded = Environment.decode(env);
  if (E.isRight(decoded)) return decoded.right;
  const { violations } = decodeError('environment', decoded.left);
  throw new Error(
    `Environment: ${violations.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`).join('; ')}`,
  );
};

/** Where vendors and browsers reach this process. */
export const publicUrl = (env: Environment): string =>
  (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, '');

/** The folder of the archive of the log, `undefined` where none is kept. */
export const archiveFolder = ({ TREERING_ARCHIVE, TREERING_DATA }: Environment): string | undefined =>
  TREERING_ARCHIVE === 'off' ? undefined : resolve(TREERING_ARCHIVE ?? join(TREERING_DATA, 'archive'));
