import { fingerprintOfSecret } from '../../application/connections/fingerprint.js';
import { endOfSecret, secretsLiveAt } from '../../application/connections/secrets-live-at.js';
import * as ports from '../../application/ports/connections.js';
import type { Connection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';

type Told = { readonly notUnderstood: Readonly<Record<string, number>>; readonly at: Date };

/** A connection as it is shown: nothing of its secrets but what they are told apart by. */
export const connectionAnswer = (
  { publicUrl }: Pick<ReadSide, 'publicUrl'>,
  connection: ports.Connection,
  { notUnderstood, at }: Told,
): Connection => {
  const { source, name, settings, paused = false, credentials = {} } = connection;
  const counts = Object.entries(notUnderstood).filter(([what]) => what.startsWith(`${source}/${name} `));
  return {
    source,
    name,
    webhookUrl: `${publicUrl}/ingest/${source}/${name}`,
    paused,
    settings: ports.ConnectionSettings.encode(settings),
    secrets: secretsLiveAt(connection, at).map((secret) => ({
      fingerprint: fingerprintOfSecret(connection, secret),
      endsAt: endOfSecret(connection, secret) ?? null,
    })),
    credentials: Object.keys(credentials).sort(),
    notUnderstood: counts.reduce((sum, [, count]) => sum + count, 0),
  };
};
