import { randomUUID } from 'node:crypto';
import { Argument, Command } from 'commander';
import type { ConnectionDeps } from '../application/connections/change-connection.js';
import type { ConnectionRequest } from '../application/connections/connection-request.js';
import { Source, sources } from '../application/ports/connections.js';
import { ConnectionName } from '../domain/connection/name.js';
import { timestampOf } from '../domain/primitives.js';
import type { Adapters } from '../infrastructure/adapters.js';

/** A command about the connection that its first two arguments name. */
export const commandOnConnection = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .addArgument(new Argument('<source>', 'the vendor').choices(sources))
    .argument('<name>', 'lower-case letters, digits and _');

/** What somebody at the command line asks of a connection, now. */
export const requestOf = (source: string, name: string): ConnectionRequest => {
  if (!Source.is(source)) throw new Error(`there is no source ${source}`);
  if (!ConnectionName.is(name)) throw new Error('a connection name has 1 to 40 lower-case letters, digits or _');
  return { source, name, requestId: randomUUID(), actor: 'cli', at: timestampOf(Date.now()) };
};

export const depsOf = ({ connections, eventStore }: Adapters): ConnectionDeps => ({ connections, log: eventStore });
