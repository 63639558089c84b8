import { type AppendDecision, decideAppend, type ExpectedRevision, type StoredIds } from '../expected-revision.js';
import type { Store } from '../store/store.js';
import { isSoftDeleted, truncatedBefore } from '../stream-metadata.js';
import { isMetadataStream, metadataStreamOf, streamDescribedBy } from '../stream-names.js';
import { dataOf } from '../wire/decode-event.js';
import type { EventWriter, ProposedEvent } from './event-writer.js';
import { metadataEvent } from './metadata-event.js';
import type { StreamDirectory, StreamState } from './stream-directory.js';

export type WrongExpectedRevision = {
  readonly _tag: 'WrongExpectedRevision';
  /** -1 when the stream has no event. */
  readonly actual: number;
};
export type StreamDeleted = { readonly _tag: 'StreamDeleted' };

export type Appended = {
  readonly _tag: 'Appended';
  /** Of the last event of the batch; of the stream when the batch is empty, -1 if it has none. */
  readonly revision: number;
  readonly position: number | undefined;
};

export type Writing = { readonly store: Store; readonly directory: StreamDirectory; readonly writer: EventWriter };

export const decide = (
  { store, directory }: Writing,
  streamName: string,
  expected: ExpectedRevision,
  ids: ReadonlyArray<Buffer>,
): AppendDecision => {
  const state = directory.find(streamName);
  const head = { ...state, softDeleted: isSoftDeleted(state.metadata) };
  return decideAppend(head, expected, ids, storedIds(store, state));
};

/** All events or none; events that the stream has already are not written twice. Runs inside a transaction. */
export const appendEvents = (
  writing: Writing,
  streamName: string,
  expected: ExpectedRevision,
  events: ReadonlyArray<ProposedEvent>,
): Appended | WrongExpectedRevision | StreamDeleted => {
  const ids = events.map(({ id }) => id);
  const before = writing.directory.find(streamName);
  const decision = decide(writing, streamName, expected, ids);
  switch (decision._tag) {
    case 'StreamDeleted':
      return decision;
    case 'WrongExpectedRevision':
      return { ...decision, actual: before.lastRevision };
    case 'AlreadyWritten': {
      const revision = decision.lastRevision;
      const position = before.stored && writing.store.eventAt(before.stored.id, revision)?.position;
      return { _tag: 'Appended', revision, position };
    }
    case 'Write': {
      if (events.length === 0) return { _tag: 'Appended', revision: before.lastRevision, position: undefined };
      const bringBack = restorationOf(writing, streamName, before);
      const written = writing.writer.write(streamName, events);
      bringBack(events);
      return { _tag: 'Appended', ...written };
    }
  }
};

const storedIds = (store: Store, { stored }: StreamState): StoredIds => ({
  revisionOf: (id) => stored && store.revisionOf(stored.id, id),
  from: (revision, count) => (stored === undefined ? [] : store.idsFrom(stored.id, revision, count)),
});

/** A soft-deleted stream comes back when something is written to it or to its metadata, without the events it had. */
const restorationOf = (
  { store, directory, writer }: Writing,
  streamName: string,
  before: StreamState,
): ((events: ReadonlyArray<ProposedEvent>) => void) => {
  const writeMetadata = (ofStream: string, json: string, revision: number) =>
    writer.write(metadataStreamOf(ofStream), [metadataEvent(truncatedBefore(json, revision))]);

  if (isMetadataStream(streamName)) {
    const described = streamDescribedBy(streamName);
    const { metadata, lastRevision } = directory.find(described);
    if (!isSoftDeleted(metadata)) return () => undefined;
    return (events) => {
      const last = events.at(-1);
      writeMetadata(described, Buffer.from(last?.data ?? []).toString('utf8'), lastRevision + 1);
    };
  }
  if (!isSoftDeleted(before.metadata)) return () => undefined;
  return () => {
    const { stored } = directory.find(metadataStreamOf(streamName));
    const current = stored && store.eventAt(stored.id, stored.lastRevision);
    writeMetadata(streamName, current === undefined ? '{}' : dataOf(current.record), before.lastRevision + 1);
  };
};
