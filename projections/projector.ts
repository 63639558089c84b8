import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { EventStore } from '../application/ports/event-store.js';
import { followLog } from './catch-up-subscription.js';
import { type FailurePolicy, stop } from './failure-policy.js';
import type { Projection } from './projection.js';
import { makeProjectionReader } from './projection-reader.js';
import type { Reactor } from './reactor.js';
import { makeReactorReader } from './reactor-reader.js';
import type { ReadStore } from './read-store.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

export type ProjectorDeps = {
  readonly eventStore: EventStore;
  readonly store: ReadStore;
  readonly feed: Pick<ChangeFeed, 'publish'>;
  readonly report: Report;
};

export type ProjectorOptions = {
  readonly projections: ReadonlyArray<Projection>;
  readonly reactors: ReadonlyArray<Reactor>;
  /** What every projection does about an event it cannot fold or read; stops by default. */
  readonly policy?: FailurePolicy;
};

export type Projector = {
  readonly status: () => ReadonlyArray<ReaderStatus>;
  /** Resolves once the last transaction ended. Rejects with what no reader knew how to handle. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts to keep the read models up to date: one subscription feeds all projections, and each reactor has one of its
 * own, so that a reactor which waits holds up no read model.
 */
export const startProjector = async (
  { eventStore, store, feed, report }: ProjectorDeps,
  { projections, reactors, policy = stop }: ProjectorOptions,
): Promise<Projector> => {
  await store.prepare(projections);
  const stopping = new AbortController();
  const readers = projections.map((projection) => makeProjectionReader({ store, feed, report, policy }, projection));
  const reactorReaders = reactors.map((reactor) =>
    makeReactorReader(
      {
        eventStore,
        store,
        report,
        haveReached: (names, position) =>
          readers.every((reader) => !names.includes(reader.name) || reader.hasReached(position)),
      },
      reactor,
    ),
  );
  const following = [
    followLog({ eventStore, report, reads: 'everything' }, readers, stopping.signal),
    ...reactorReaders.map((reader) =>
      followLog({ eventStore, report, reads: 'what-is-handled' }, [reader], stopping.signal),
    ),
  ];
  const running = Promise.allSettled(following);
  return {
    status: () => [...readers, ...reactorReaders].map((reader) => reader.status()),
    stop: async () => {
      stopping.abort();
      for (const outcome of await running) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
};
