import { fingerprintOfSecret } from '../../application/connections/fingerprint.js';
import { endOfSecret, secretsLiveAt } from '../../application/connections/secrets-live-at.js';
import * as ports from '../../application/ports/connections.js';
import type { Connection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';

type Told = { readonly notUnderstood: Readonly<Record<string, number>>; readonly at: Date };

type Kept = Pick<Connection, 'paused' | 'broken' | 'settings' | 'secrets' | 'credentials'>;

const keptOf = (connection: ports.Connection | ports.ConnectionBroken, at: Date): Kept => {
  if (ports.isConnectionBroken(connection))
    return { paused: false, broken: connection.reason, settings: {}, secrets: [], credentials: [] };
  const { settings, paused = false, credentials = {} } = connection;
  return {
    paused,
    broken: null,
    settings: ports.ConnectionSettings.encode(settings),
    secrets: secretsLiveAt(connection, at).map((secret) => ({
      fingerprint: fingerprintOfSecret(connection, secret),
      endsAt: endOfSecret(connection, secret) ?? null,
    })),
    credentials: Object.keys(credentials).sort(),
  };
};

/** A connection as it is shown: nothing of its secrets but what they are told apart by. */
export const connectionAnswer = (
  { publicUrl }: Pick<ReadSide, 'publicUrl'>,
  connection: ports.Connection | ports.ConnectionBroken,
  { notUnderstood, at }: Told,
): Connection => {
  const { source } = connection;
  const name = ports.isConnectionBroken(connection) ? connection.connection : connection.name;
  const counts = Object.entries(notUnderstood).filter(([what]) => what.startsWith(`${source}/${name} `));
  return {
    source,
    name,
    webhookUrl: `${publicUrl}/ingest/${source}/${name}`,
    ...keptOf(connection, at),
    notUnderstood: counts.reduce((sum, [, count]) => sum + count, 0),
  };
};
