/** A revision the stream must have, or a condition on its existence. */
export type ExpectedRevision = number | 'no-stream' | 'any' | 'stream-exists';

export type StreamHead = {
  /** -1 while the stream has no event. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  readonly hasMetadata: boolean;
};

/** The ids of the events that the stream already has. */
export type StoredIds = {
  readonly revisionOf: (id: Buffer) => number | undefined;
  readonly from: (revision: number, count: number) => ReadonlyArray<Buffer>;
};

export type AppendDecision =
  | { readonly _tag: 'Write' }
  | { readonly _tag: 'AlreadyWritten'; readonly lastRevision: number }
  | { readonly _tag: 'WrongExpectedRevision' }
  | { readonly _tag: 'StreamDeleted' };

const write: AppendDecision = { _tag: 'Write' };
const wrong: AppendDecision = { _tag: 'WrongExpectedRevision' };
const deleted: AppendDecision = { _tag: 'StreamDeleted' };

/** Whether a batch is written, is a repetition of what was written before, or is refused. Events are the same when their ids are. */
export const decideAppend = (
  head: StreamHead,
  expected: ExpectedRevision,
  ids: ReadonlyArray<Buffer>,
  stored: StoredIds,
): AppendDecision => {
  if (head.tombstoned) return deleted;
  if (expected === 'any') return unlessKnown(ids, stored);
  if (expected === 'stream-exists') {
    if (head.softDeleted) return deleted;
    if (head.lastRevision < 0 && !head.hasMetadata) return wrong;
    return unlessKnown(ids, stored);
  }
  const revision = expected === 'no-stream' ? -1 : expected;
  if (revision === head.lastRevision) return write;
  if (revision > head.lastRevision) return wrong;
  const written = stored.from(revision + 1, ids.length);
  const firstDifference = ids.findIndex((id, index) => written[index]?.equals(id) !== true);
  if (ids.length > 0 && firstDifference === -1) return { _tag: 'AlreadyWritten', lastRevision: revision + ids.length };
  return expected === 'no-stream' && head.softDeleted && firstDifference <= 0 ? write : wrong;
};

const unlessKnown = (ids: ReadonlyArray<Buffer>, stored: StoredIds): AppendDecision => {
  const [first, ...rest] = ids;
  if (first === undefined) return write;
  let revision = stored.revisionOf(first);
  if (revision === undefined) return write;
  for (const id of rest) {
    revision = stored.revisionOf(id);
    if (revision === undefined) return wrong;
  }
  return { _tag: 'AlreadyWritten', lastRevision: revision };
};
