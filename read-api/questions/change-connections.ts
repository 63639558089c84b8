import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import type { Change, ConnectionDeps } from '../../application/connections/change-connection.js';
import { changeCredentials } from '../../application/connections/change-credentials.js';
import { configureConnection } from '../../application/connections/configure-connection.js';
import type { ConnectionRequest } from '../../application/connections/connection-request.js';
import { createConnection } from '../../application/connections/create-connection.js';
import { makeSecret } from '../../application/connections/make-secret.js';
import { pauseConnection } from '../../application/connections/pause-connection.js';
import { resumeConnection } from '../../application/connections/resume-connection.js';
import { retireOldSecrets } from '../../application/connections/retire-old-secrets.js';
import { rotateSecret } from '../../application/connections/rotate-secret.js';
import type { ConnectionSettings, Source } from '../../application/ports/connections.js';
import { positionToText } from '../../application/position.js';
import type { ConnectionName } from '../../domain/connection/name.js';
import type { ChangedConnection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import { connectionAnswer } from './connection-answer.js';
import { toldOfConnections } from './told-of-connections.js';

type Deps = Pick<ReadSide, 'connections' | 'receipts' | 'feedStates' | 'eventStore' | 'publicUrl' | 'clock'>;

/** Whose wish it is. The same wish of a connection, told by `key`, is granted once however often it is made. */
export type Asker = { readonly subject: string; readonly key?: string | undefined; readonly correlationId?: string };

type Named = { readonly source: Source; readonly name: ConnectionName };

/** What can be asked of a connection; each answers with the connection as it is then. */
export const changeConnections = (deps: Deps) => {
  const ports: ConnectionDeps = { connections: deps.connections, log: deps.eventStore };
  const asked = (
    { source, name }: Named,
    { subject, key = randomUUID(), correlationId = key }: Asker,
  ): ConnectionRequest => ({
    source,
    name,
    requestId: key,
    correlationId,
    actor: `user:${subject}`,
    at: deps.clock(),
  });
  const answered =
    (change: Change): Answer<ChangedConnection> =>
    async () => {
      const changed = await change();
      if (E.isLeft(changed)) return changed;
      const { connection, position, secret = null } = changed.right;
      return E.right({
        connection: connectionAnswer(deps, connection, await toldOfConnections(deps)),
        position: position === undefined ? null : positionToText(position),
        secret,
      });
    };
  return {
    create: (
      named: Named,
      { settings = {}, secret = makeSecret() }: { readonly settings?: ConnectionSettings; readonly secret?: string },
      by: Asker,
    ) => answered(createConnection(ports)(asked(named, by), { settings, secret })),
    configure: (named: Named, settings: Readonly<Record<string, unknown>>, by: Asker) =>
      answered(configureConnection(ports)(asked(named, by), settings)),
    pause: (named: Named, by: Asker) => answered(pauseConnection(ports)(asked(named, by))),
    resume: (named: Named, by: Asker) => answered(resumeConnection(ports)(asked(named, by))),
    rotateSecret: (
      named: Named,
      { secret = makeSecret(), overlapHours }: { readonly secret?: string; readonly overlapHours?: number },
      by: Asker,
    ) => answered(rotateSecret(ports)(asked(named, by), { secret, overlapHours })),
    retireOldSecrets: (named: Named, by: Asker) => answered(retireOldSecrets(ports)(asked(named, by))),
    changeCredentials: (named: Named, credentials: Readonly<Record<string, string>>, by: Asker) =>
      answered(changeCredentials(ports)(asked(named, by), credentials)),
  };
};
