import type { ExpectedRevision } from '../expected-revision.js';
import type { RevisionRange, Store, StoredEvent } from '../store/store.js';
import {
  type Appended,
  appendEvents,
  type StreamDeleted,
  type Writing,
  type WrongExpectedRevision,
} from './append-events.js';
import { type DeleteOutcome, deleteStream, tombstoneStream } from './delete-stream.js';
import { makeEventWriter, type ProposedEvent } from './event-writer.js';
import { makeGroupCommit } from './group-commit.js';
import { makeSharedPages } from './shared-pages.js';
import { makeStreamDirectory, type StreamState } from './stream-directory.js';
import { visible } from './visible-events.js';

type AppendRequest = {
  readonly streamName: string;
  readonly expected: ExpectedRevision;
  readonly events: ReadonlyArray<ProposedEvent>;
  /** Milliseconds since 1970; nothing is written after it. */
  readonly deadline?: number;
};

export type AppendOutcome = Appended | WrongExpectedRevision | StreamDeleted | { readonly _tag: 'TimedOut' };

export type EventLog = {
  readonly append: (request: AppendRequest) => Promise<AppendOutcome>;
  readonly deleteStream: (streamName: string, expected: ExpectedRevision) => Promise<DeleteOutcome>;
  readonly tombstoneStream: (streamName: string, expected: ExpectedRevision) => Promise<DeleteOutcome>;
  /** Runs `work` with whatever else is written in this turn, in one transaction; answers when it is durable. */
  readonly commit: <A>(work: (writing: Writing) => A) => Promise<A>;
  /** The clock by which events are recorded and grow old. */
  readonly now: () => number;
  readonly findStream: (streamName: string) => StreamState;
  /** The position of the last event, 0 while there is none. */
  readonly headPosition: () => number;
  readonly allForwards: (position: number, limit: number) => ReadonlyArray<StoredEvent>;
  readonly allBackwards: (position: number, limit: number) => ReadonlyArray<StoredEvent>;
  readonly streamForwards: (name: string, range: RevisionRange, limit: number) => ReadonlyArray<StoredEvent>;
  readonly streamBackwards: (name: string, range: RevisionRange, limit: number) => ReadonlyArray<StoredEvent>;
  /** How many bytes of the file nothing uses. */
  readonly unusedSpace: () => number;
  /** Gives some unused space back to the file system. */
  readonly giveSpaceBack: () => void;
  /** Tells `listener` of every commit that wrote events, after it, until the function it returns is called. */
  readonly onCommit: (listener: () => void) => () => void;
  /** Commits what waits, and closes the store. */
  readonly close: () => void;
};

/** Streams, revisions and positions over a store. What it answers, and what it lets be read, is durable. */
export const makeEventLog = (store: Store, now: () => number = Date.now): EventLog => {
  const directory = makeStreamDirectory(store);
  const writer = makeEventWriter(store, directory, now);
  const writing = { store, directory, writer };
  const listeners = new Set<() => void>();
  const forwards = makeSharedPages(visible(store.allForwards, ({ position }) => position + 1));
  let toldUpTo = writer.nextPosition();
  const { commit, flush } = makeGroupCommit(store, {
    committed: () => {
      forwards.forget();
      if (writer.nextPosition() === toldUpTo) return;
      toldUpTo = writer.nextPosition();
      for (const listener of listeners) listener();
    },
    rolledBack: () => {
      forwards.forget();
      writer.restart();
    },
  });

  const inStream =
    (read: Store['streamForwards']): EventLog['streamForwards'] =>
    (name, range, limit) => {
      const { stored } = directory.find(name);
      return stored === undefined || range.first > range.last ? [] : read(stored.id, range, limit);
    };

  return {
    append: ({ streamName, expected, events, deadline }) =>
      commit(() => {
        if (deadline !== undefined && deadline < Date.now()) return { _tag: 'TimedOut' };
        return appendEvents(writing, streamName, expected, events);
      }),
    deleteStream: (streamName, expected) => commit(() => deleteStream(writing, streamName, expected)),
    tombstoneStream: (streamName, expected) => commit(() => tombstoneStream(writing, streamName, expected)),
    commit: (work) => commit(() => work(writing)),
    now,
    findStream: directory.find,
    headPosition: () => store.lastEvent()?.position ?? 0,
    allForwards: forwards.read,
    allBackwards: visible(store.allBackwards, ({ position }) => position),
    streamForwards: inStream(store.streamForwards),
    streamBackwards: inStream(store.streamBackwards),
    unusedSpace: store.unusedSpace,
    giveSpaceBack: store.giveSpaceBack,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      flush();
      store.close();
    },
  };
};
