import type { Aggregate } from '../decider.js';
import type { ConnectionCommand } from './commands.js';
import { decide } from './decide.js';
import type { ConnectionRefusal } from './errors.js';
import type { ConnectionEvent } from './events.js';
import { type ConnectionState, evolve, initialConnection } from './state.js';
import { connectionStream } from './stream.js';

/** One use of a source: how it is set, whether it is paused, and which of its secrets are live until when. */
export const connectionAggregate: Aggregate<ConnectionCommand, ConnectionState, ConnectionEvent, ConnectionRefusal> = {
  category: 'connection',
  streamOf: ({ data }) => connectionStream(data.source, data.connection),
  initialState: initialConnection,
  decide,
  evolve,
};
