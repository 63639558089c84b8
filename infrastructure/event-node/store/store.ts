/** An event as it is kept. `record` is the `RecordedEvent` message, ready to send. */
export type StoredEvent = {
  readonly position: number;
  readonly streamName: string;
  readonly revision: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly record: Buffer;
};

export type StoredStream = { readonly id: number; readonly lastRevision: number; readonly tombstoned: boolean };

type EventToStore = {
  readonly position: number;
  readonly streamId: number;
  /** 2^63 - 1 for the tombstone, which follows every other event. */
  readonly revision: number | bigint;
  readonly id: Buffer;
  readonly type: string;
  readonly createdAt: number;
  readonly record: Buffer;
};

/** How far a projection has come, and whether it goes on. */
export type StoredProjection = {
  readonly name: string;
  readonly enabled: boolean;
  /** How it categorizes, for those that do. */
  readonly query: string;
  readonly version: number;
  /** The version that wrote its first link; -1 for the first of all. */
  readonly epoch: number;
  /** Of the last event it has considered. */
  readonly position: number;
};

/** Both ends are part of the range. */
export type RevisionRange = { readonly first: number; readonly last: number };

/**
 * Where events are kept. Every function is synchronous, so nothing else runs between the first and the last write of a
 * transaction. Reads see what is committed, and inside `transaction` also what it wrote.
 */
export type Store = {
  /** Durable when it returns; nothing is kept when `work` throws. */
  readonly transaction: (work: () => void) => void;
  readonly findStream: (name: string) => StoredStream | undefined;
  readonly insertStream: (name: string) => number;
  readonly updateStream: (stream: StoredStream) => void;
  readonly insertEvent: (event: EventToStore) => void;
  /** The position that the next event gets. It only grows, whatever becomes of the events before it. */
  readonly nextPosition: () => number;
  readonly saveNextPosition: (position: number) => void;
  /** The ids of the events from `revision` on, as far as the stream has them without a gap. */
  readonly idsFrom: (streamId: number, revision: number, count: number) => ReadonlyArray<Buffer>;
  readonly revisionOf: (streamId: number, eventId: Buffer) => number | undefined;
  readonly eventAt: (streamId: number, revision: number) => StoredEvent | undefined;
  readonly lastEvent: () => StoredEvent | undefined;
  /** Ascending, from `position` on. */
  readonly allForwards: (position: number, limit: number) => ReadonlyArray<StoredEvent>;
  /** Descending, from before `position` on. */
  readonly allBackwards: (position: number, limit: number) => ReadonlyArray<StoredEvent>;
  readonly streamForwards: (streamId: number, range: RevisionRange, limit: number) => ReadonlyArray<StoredEvent>;
  readonly streamBackwards: (streamId: number, range: RevisionRange, limit: number) => ReadonlyArray<StoredEvent>;
  readonly projections: () => ReadonlyArray<StoredProjection>;
  readonly saveProjection: (projection: StoredProjection) => void;
  /** The streams that were made after the one with this id, in that order. */
  readonly streamsAfter: (
    streamId: number,
    limit: number,
  ) => ReadonlyArray<{ readonly id: number; readonly name: string }>;
  /** Removes events before `revision`, the first ones first, and says how many. */
  readonly removeEvents: (streamId: number, revision: number, limit: number) => number;
  /** How many bytes of the file nothing uses. */
  readonly unusedSpace: () => number;
  /** Gives some unused space back to the file system. Not inside a transaction. */
  readonly giveSpaceBack: () => void;
  readonly close: () => void;
};
