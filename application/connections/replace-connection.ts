import * as E from 'fp-ts/lib/Either.js';
import { type Connection, ConnectionSettings, type Connections, isConnectionBroken } from '../ports/connections.js';
import type { Change, ConnectionDeps } from './change-connection.js';
import { configureConnection } from './configure-connection.js';
import type { ConnectionRequest } from './connection-request.js';
import { createConnection } from './create-connection.js';
import { findOrBroken } from './find-or-broken.js';
import { rotateSecret } from './rotate-secret.js';

type Wanted = { readonly settings: ConnectionSettings; readonly secret: string };

/** Takes away what is set now and not wanted. */
const instead = (now: ConnectionSettings, wanted: ConnectionSettings): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.keys(now).map((name) => [name, null])),
  ...ConnectionSettings.encode(wanted),
});

/** What a creation leaves behind that was cut off: the log says the rest, but for what it must never know. */
const emptied = ({ source, name }: ConnectionRequest): Connection => ({
  source,
  name,
  secrets: [],
  settings: {},
  paused: true,
});

/**
 * A connection with these settings and this secret, and no other: a new one, or instead of the one that is there. One that is broken
 * loses its credentials, since they cannot be read.
 */
export const replaceConnection =
  (deps: ConnectionDeps & { readonly connections: Pick<Connections, 'save'> }) =>
  (request: ConnectionRequest, { settings, secret }: Wanted): Change =>
  async () => {
    const { source, name } = request;
    const kept = await findOrBroken(deps.connections, source, name);
    if (isConnectionBroken(kept)) await deps.connections.save(emptied(request));
    const created = await createConnection(deps)(request, { settings, secret })();
    if (E.isRight(created) || created.left._tag !== 'ConnectionAlreadyExists') return created;
    const now = await deps.connections.find(source, name);
    const configured = await configureConnection(deps)(request, instead(now?.settings ?? {}, settings))();
    return E.isLeft(configured) ? configured : rotateSecret(deps)(request, { secret, overlapHours: 0 })();
  };
