import { setMaxListeners } from 'node:events';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { makeEnvelope } from '../envelope/envelope.js';
import { appendBy } from './append.js';
import { openAppendLine } from './append-line.js';
import { dispose } from './dispose.js';
import { readHeadBy, readStreamBy } from './read.js';
import { subscribeBy } from './subscribe.js';

export type EventStoreOptions = {
  readonly connectionString: string;
  readonly subjectKeys: SubjectKeys;
  /** What stands before the first `-` of the names of our streams. */
  readonly categories: ReadonlyArray<string>;
};

/** The log, over the official client. One a process: see `append-line.ts`. Throws on a connection string that is none. */
export const makeEventStore = ({
  connectionString,
  subjectKeys,
  categories,
}: EventStoreOptions): EventStore & { readonly close: () => Promise<void> } => {
  const envelope = makeEnvelope(subjectKeys);
  const line = openAppendLine(connectionString);
  const reader = EventStoreDBClient.connectionString(connectionString);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const subscribeToAll = subscribeBy(reader, envelope, categories);
  return {
    append: appendBy(line, envelope),
    readStream: readStreamBy(reader, envelope, closing.signal),
    readHead: readHeadBy(reader, closing.signal),
    subscribeToAll: (options) =>
      subscribeToAll({ ...options, signal: AbortSignal.any([options.signal, closing.signal]) }),
    close: async () => {
      closing.abort();
      await Promise.all([line.close(), dispose(reader)]);
    },
  };
};
