import { fingerprintOfSecret } from '../../application/connections/fingerprint.js';
import { endOfSecret, secretsLiveAt } from '../../application/connections/secrets-live-at.js';
import * as ports from '../../application/ports/connections.js';
import type { FeedState } from '../../application/ports/feed-states.js';
import type { Connection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import type { ToldOfConnections } from './told-of-connections.js';

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

const isOf =
  (source: string, name: string) =>
  (one: { readonly source: string; readonly connection: string }): boolean =>
    one.source === source && one.connection === name;

const textOf = (at: Date | undefined): string | null => at?.toISOString() ?? null;

const feedOf =
  (now: Date) =>
  (state: FeedState): Connection['feeds'][number] => {
    const { feed, completeUpTo, cursorMovedAt, failures, lastError, circuit, asksAgainAt } = state;
    const age = cursorMovedAt && Math.max(0, Math.floor((now.getTime() - cursorMovedAt.getTime()) / 1_000));
    return {
      feed,
      lastPulledAt: textOf(completeUpTo),
      cursorMovedAt: textOf(cursorMovedAt),
      cursorAgeSeconds: age ?? null,
      failures,
      lastError: lastError === undefined ? null : { at: lastError.at.toISOString(), reason: lastError.reason },
      circuit: asksAgainAt !== undefined && asksAgainAt <= now && circuit === 'open' ? 'half-open' : circuit,
      asksAgainAt: asksAgainAt !== undefined && asksAgainAt > now ? asksAgainAt.toISOString() : null,
    };
  };

/** A connection as it is shown: nothing of its secrets but what they are told apart by. */
export const connectionAnswer = (
  { publicUrl }: Pick<ReadSide, 'publicUrl'>,
  connection: ports.Connection | ports.ConnectionBroken,
  { notUnderstood, deliveries, feeds, at }: ToldOfConnections,
): Connection => {
  const { source } = connection;
  const name = ports.isConnectionBroken(connection) ? connection.connection : connection.name;
  const counts = Object.entries(notUnderstood).filter(([what]) => what.startsWith(`${source}/${name} `));
  const given = deliveries.find(isOf(source, name));
  return {
    source,
    name,
    webhookUrl: `${publicUrl}/ingest/${source}/${name}`,
    ...keptOf(connection, at),
    notUnderstood: counts.reduce((sum, [, count]) => sum + count, 0),
    deliveries: {
      lastAt: textOf(given?.lastAt),
      waiting: given?.waiting ?? 0,
      quarantined: given?.quarantined ?? 0,
      quarantineUrl: `${publicUrl}/api/v1/connections/${source}/${name}/quarantine`,
    },
    feeds: feeds.filter(isOf(source, name)).map(feedOf(at)),
  };
};
