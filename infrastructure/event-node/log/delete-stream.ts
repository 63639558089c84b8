import type { ExpectedRevision } from '../expected-revision.js';
import { softDeletion } from '../stream-metadata.js';
import { metadataStreamOf } from '../stream-names.js';
import { decide, type StreamDeleted, type Writing, type WrongExpectedRevision } from './append-events.js';
import type { ProposedEvent } from './event-writer.js';
import { metadataEvent, newEventId } from './metadata-event.js';

type Deleted = { readonly _tag: 'Deleted'; readonly position: number };
export type DeleteOutcome = Deleted | WrongExpectedRevision | StreamDeleted;

/** Soft delete: the stream's metadata is replaced by one that truncates all of it. Runs inside a transaction. */
export const deleteStream = (writing: Writing, streamName: string, expected: ExpectedRevision): DeleteOutcome => {
  const { lastRevision, hasMetadata, tombstoned } = writing.directory.find(streamName);
  if (!tombstoned && lastRevision < 0 && !hasMetadata) return { _tag: 'WrongExpectedRevision', actual: lastRevision };
  return ifAllowed(writing, streamName, expected, () =>
    writing.writer.write(metadataStreamOf(streamName), [metadataEvent(softDeletion)]),
  );
};

/** Hard delete: the stream never takes an event again. Runs inside a transaction. */
export const tombstoneStream = (writing: Writing, streamName: string, expected: ExpectedRevision): DeleteOutcome =>
  ifAllowed(writing, streamName, expected, () => writing.writer.writeTombstone(streamName, tombstone()));

const ifAllowed = (
  writing: Writing,
  streamName: string,
  expected: ExpectedRevision,
  write: () => { readonly position: number },
): DeleteOutcome => {
  const decision = decide(writing, streamName, expected, [newEventId()]);
  if (decision._tag === 'Write') return { _tag: 'Deleted', position: write().position };
  if (decision._tag === 'StreamDeleted') return decision;
  return { _tag: 'WrongExpectedRevision', actual: writing.directory.find(streamName).lastRevision };
};

const tombstone = (): ProposedEvent => ({
  id: newEventId(),
  type: '$streamDeleted',
  isJson: false,
  data: Buffer.alloc(0),
  metadata: Buffer.alloc(0),
});
