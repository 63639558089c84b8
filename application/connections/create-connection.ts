import { ConnectionSettings } from '../ports/connections.js';
import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';
import { fingerprintOfSecret } from './fingerprint.js';

type NewConnection = { readonly settings: ConnectionSettings; readonly secret: string };

/** A connection that deliveries signed with this secret are taken for from now on. */
export const createConnection =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest, { settings, secret }: NewConnection): Change => {
    const fingerprints = [fingerprintOfSecret(request, secret)];
    const data = { ...dataOf(request), settings: ConnectionSettings.encode(settings), fingerprints };
    return changeConnection(deps)(request, { type: 'CreateConnection', data }, { secret });
  };
