import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';

export const resumeConnection =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest): Change =>
    changeConnection(deps)(request, { type: 'ResumeConnection', data: dataOf(request) });
