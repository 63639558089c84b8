import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';
import { fingerprintOfCredentials } from './fingerprint.js';

/** What the vendor's API is shown from now on, all of it. The log is told the names only. */
export const changeCredentials =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest, credentials: Readonly<Record<string, string>>): Change => {
    const names = Object.keys(credentials).sort();
    const data = { ...dataOf(request), names, fingerprint: fingerprintOfCredentials(request, credentials) };
    return changeConnection(deps)(request, { type: 'ChangeConnectionCredentials', data }, { credentials });
  };
