import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';

/** Deliveries are refused, and nothing is pulled, until it is resumed. */
export const pauseConnection =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest): Change =>
    changeConnection(deps)(request, { type: 'PauseConnection', data: dataOf(request) });
