import type { Settings } from '../../domain/connection/events.js';
import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';

/** Sets what is said, takes away what is `null`, and leaves the rest as it is. */
export const configureConnection =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest, settings: Settings): Change =>
    changeConnection(deps)(request, { type: 'ConfigureConnection', data: { ...dataOf(request), settings } });
