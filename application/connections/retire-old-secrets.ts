import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';

/** Only the newest secret is taken from now on. */
export const retireOldSecrets =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest): Change =>
    changeConnection(deps)(request, { type: 'RetireOldSecrets', data: dataOf(request) });
