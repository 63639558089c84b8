import { connectionAggregate } from '../../domain/connection/aggregate.js';
import { connectionStream } from '../../domain/connection/stream.js';
import { handleInStream } from '../handle-in-stream.js';
import { type Connection, ConnectionSettings } from '../ports/connections.js';
import type { EventStore } from '../ports/event-store.js';
import { type ConnectionRequest, contextOfAdoption, dataOf } from './connection-request.js';
import { fingerprintOfSecret } from './fingerprint.js';

/** Tells the log of a connection that was kept before connections had events. Whoever is second finds it told. */
export const adoptConnection =
  (log: Pick<EventStore, 'readStream' | 'append'>) => (request: ConnectionRequest, kept: Connection) => {
    const data = dataOf(request);
    const context = contextOfAdoption(request);
    const settings = ConnectionSettings.encode(kept.settings);
    const fingerprints = kept.secrets.map((secret) => fingerprintOfSecret(request, secret));
    return handleInStream(log)(connectionAggregate, connectionStream(data.source, data.connection), [
      { command: { type: 'CreateConnection', data: { ...data, settings, fingerprints } }, context },
      ...(kept.paused ? [{ command: { type: 'PauseConnection' as const, data }, context }] : []),
    ]);
  };
