import { pauseConnection } from '../../application/connections/pause-connection.js';
import { answered } from '../answered.js';
import { commandOnConnection, depsOf, requestOf } from '../connection-change.js';
import { withAdapters } from '../with-adapters.js';

export const pauseCommand = commandOnConnection(
  'pause',
  'Refuse the deliveries of a connection, for their senders to try again later, and pull nothing.',
).action((source: string, name: string) =>
  withAdapters(async (adapters) => {
    await answered(pauseConnection(depsOf(adapters))(requestOf(source, name)));
    process.stdout.write(`${source}/${name} is paused\n`);
  }),
);
