import { setMaxListeners } from 'node:events';
import { EventStoreDBClient } from '@eventstore/db-client';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { AppendToStream, EventStore } from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { makeEnvelope } from '../envelope/envelope.js';
import { openWhenRead } from '../log-archive/archived-subscription.js';
import type { LogArchiveOptions } from '../log-archive/log-archive.js';
import { appendBy } from './append.js';
import { openAppendLine } from './append-line.js';
import { dispose } from './dispose.js';
import { logUnavailable } from './log-unavailable.js';
import { openLogThread } from './open-log-thread.js';
import { eventIdAtBy, placesBackwardsBy, readHeadBy, readStreamBy, readStreamFromBy } from './read.js';
import { subscribeBy } from './subscribe.js';
import { subscribeToStoredBy } from './subscribe-to-stored.js';

export type EventStoreOptions = {
  readonly connectionString: string;
  readonly subjectKeys: SubjectKeys;
  /** What stands before the first `-` of the names of our streams. */
  readonly categories: ReadonlyArray<string>;
  /** A copy of the log to read history from; it is written as the log is read. */
  readonly archive?: Pick<LogArchiveOptions, 'folder' | 'report'> | undefined;
};

/** A thread loads JavaScript only: from the TypeScript sources the log is read in the calling thread. */
const isBuilt = import.meta.url.endsWith('.js');

/** The log, over the official client. One a process: see `append-line.ts`. Throws on a connection string that is none. */
export const makeEventStore = ({
  connectionString,
  subjectKeys,
  categories,
  archive,
}: EventStoreOptions): EventStore & { readonly close: () => Promise<void> } => {
  const envelope = makeEnvelope(subjectKeys);
  const line = openAppendLine(connectionString);
  const reader = EventStoreDBClient.connectionString(connectionString);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const appendToLine = appendBy(line, envelope);
  const underWay = new Set<Promise<unknown>>();
  const append: AppendToStream = (...call) =>
    closing.signal.aborted
      ? TE.left(logUnavailable('the event store was closed'))
      : () => {
          const appended = appendToLine(...call)();
          underWay.add(appended);
          return appended.finally(() => underWay.delete(appended));
        };
  const thread = isBuilt ? openLogThread({ connectionString, categories }) : undefined;
  const live = thread?.subscribe ?? subscribeToStoredBy(reader, categories);
  const eventIdAt = eventIdAtBy(reader, closing.signal);
  const archived = archive && openWhenRead({ ...archive, categories }, { live, eventIdAt, closing: closing.signal });
  const subscribeToAll = subscribeBy(archived?.subscribe ?? live, envelope);
  return {
    append,
    readStream: readStreamBy(reader, envelope, closing.signal),
    readStreamFrom: readStreamFromBy(reader, envelope, closing.signal),
    placesBackwards: placesBackwardsBy(reader, categories, closing.signal),
    readHead: readHeadBy(reader, closing.signal),
    subscribeToAll: (options) =>
      subscribeToAll({ ...options, signal: AbortSignal.any([options.signal, closing.signal]) }),
    close: async () => {
      closing.abort();
      await Promise.all(underWay);
      await archived?.close();
      await Promise.all([line.close(), dispose(reader), thread?.close()]);
    },
  };
};
