import * as E from 'fp-ts/lib/Either.js';
import { type ConnectionState, isPaused, liveSecrets, settingsOf } from '../../domain/connection/state.js';
import { lookUp } from '../../domain/keyed.js';
import { later } from '../../domain/latest.js';
import { type Timestamp, timestampOf } from '../../domain/primitives.js';
import { type Connection, ConnectionSettings } from '../ports/connections.js';
import { fingerprintOfCredentials, fingerprintOfSecret } from './fingerprint.js';
import { endOfSecret } from './secrets-live-at.js';

/** What must never stand in the log. */
export type Material = { readonly secret?: string; readonly credentials?: Readonly<Record<string, string>> };

type Named = Pick<Connection, 'source' | 'name'>;

const settingsIn = (state: ConnectionState, { source, name }: Named): ConnectionSettings => {
  const decoded = ConnectionSettings.decode(settingsOf(state));
  if (E.isLeft(decoded)) throw new Error(`The settings of ${source}/${name} are none this version can read.`);
  return decoded.right;
};

const HOUR_MS = 3_600_000;

/**
 * The connection with a secret that the log has not spoken of yet. It ends by itself within the hour, should the log never
 * do so; a connection that is not there yet is paused until the log says that it was created.
 */
export const prepared = (named: Named, kept: Connection | undefined, secret: string, at: Timestamp): Connection => {
  const connection = kept ?? { ...named, secrets: [], settings: {}, paused: true };
  if (connection.secrets.includes(secret)) return connection;
  const end = timestampOf(Date.parse(at) + HOUR_MS);
  return {
    ...connection,
    secrets: [...connection.secrets, secret],
    secretEnds: { ...connection.secretEnds, [secret]: end },
  };
};

/** The connection as the log has it. Secrets that have ended are gone; those the log does not know stay as they are kept. */
export const settled = (
  named: Named,
  kept: Connection | undefined,
  state: ConnectionState,
  { secret, credentials }: Material,
  now: Timestamp,
): Connection => {
  const at = later(state.lastAt, now);
  const live = liveSecrets(state, at);
  const candidates = [...new Set([...(kept?.secrets ?? []), ...(secret === undefined ? [] : [secret])])];
  const secrets = candidates
    .flatMap((candidate) => {
      const fingerprint = fingerprintOfSecret(named, candidate);
      const place = live.findIndex((one) => one.fingerprint === fingerprint);
      if (place >= 0) return [{ secret: candidate, endsAt: live[place]?.endsAt, place }];
      const endsAt = endOfSecret(kept ?? {}, candidate);
      const isPending = lookUp(state.secrets, fingerprint) === undefined && kept?.secrets.includes(candidate) === true;
      return isPending && (endsAt === undefined || endsAt > at) ? [{ secret: candidate, endsAt, place: Infinity }] : [];
    })
    .sort((a, b) => a.place - b.place || 0);
  const ends = secrets.flatMap(({ secret: each, endsAt }) => (endsAt === undefined ? [] : [[each, endsAt] as const]));
  const said = state.credentials?.value.fingerprint;
  const isSaid = credentials !== undefined && fingerprintOfCredentials(named, credentials) === said;
  const shown = isSaid ? credentials : kept?.credentials;
  return {
    source: named.source,
    name: named.name,
    secrets: secrets.map(({ secret: each }) => each),
    ...(ends.length === 0 ? {} : { secretEnds: Object.fromEntries(ends) }),
    ...(shown === undefined ? {} : { credentials: shown }),
    settings: settingsIn(state, named),
    ...(isPaused(state) ? { paused: true } : {}),
  };
};
