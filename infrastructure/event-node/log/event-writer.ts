import type { Store } from '../store/store.js';
import { isMetadataStream, streamDescribedBy } from '../stream-names.js';
import { encodeRecordedEvent } from '../wire/encode-event.js';
import type { StreamDirectory } from './stream-directory.js';

export type ProposedEvent = {
  readonly id: Buffer;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

type Written = { readonly revision: number; readonly position: number };

export type EventWriter = {
  /** Appends at the end of the stream, inside the transaction that runs. */
  readonly write: (streamName: string, events: ReadonlyArray<ProposedEvent>) => Written;
  /** The last event a stream ever gets. */
  readonly writeTombstone: (streamName: string, event: ProposedEvent) => Written;
  /** The position that the next event gets. */
  readonly nextPosition: () => number;
  /** Goes back to what the store has, after a transaction that failed. */
  readonly restart: () => void;
};

const TOMBSTONE_REVISION = 2n ** 63n - 1n;

export const makeEventWriter = (store: Store, directory: StreamDirectory, now: () => number): EventWriter => {
  let next = store.nextPosition();

  const insert = (streamName: string, streamId: number, revision: number | bigint, event: ProposedEvent): number => {
    const position = next;
    const createdAt = now();
    const record = encodeRecordedEvent({ ...event, streamName, revision, position, createdAt });
    store.insertEvent({ position, streamId, revision, id: event.id, type: event.type, createdAt, record });
    next += record.length;
    return position;
  };

  return {
    write: (streamName, events) => {
      const state = directory.find(streamName);
      const id = state.stored?.id ?? store.insertStream(streamName);
      let revision = state.lastRevision;
      let position = 0;
      for (const event of events) {
        revision += 1;
        position = insert(streamName, id, revision, event);
      }
      const stored = { id, lastRevision: revision, tombstoned: false };
      store.updateStream(stored);
      store.saveNextPosition(next);
      directory.remember(streamName, { ...state, stored, lastRevision: revision });
      if (isMetadataStream(streamName)) directory.forget(streamDescribedBy(streamName));
      return { revision, position };
    },
    writeTombstone: (streamName, event) => {
      const { stored, lastRevision } = directory.find(streamName);
      const id = stored?.id ?? store.insertStream(streamName);
      const position = insert(streamName, id, TOMBSTONE_REVISION, event);
      store.updateStream({ id, lastRevision, tombstoned: true });
      store.saveNextPosition(next);
      directory.forgetAll();
      return { revision: lastRevision, position };
    },
    nextPosition: () => next,
    restart: () => {
      next = store.nextPosition();
      directory.forgetAll();
    },
  };
};
