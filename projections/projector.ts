import { randomUUID } from 'node:crypto';
import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { Position } from '../application/position.js';
import { reasonOf } from './folding/failed-event.js';
import { sharesOf } from './folding/owned-share.js';
import { type FailurePolicy, stop } from './following/failure-policy.js';
import { haveReached } from './following/have-reached.js';
import { makeHeartbeat } from './following/heartbeat.js';
import type { LogReader } from './following/log-reader.js';
import { makeProjectionReader } from './following/projection-reader.js';
import { makeReactorReader } from './following/reactor-reader.js';
import type { ReaderStatus } from './following/reader-status.js';
import type { Report } from './following/report.js';
import { makeTeams } from './following/teams.js';
import { type Generation, generationName } from './generation.js';
import { PARTITIONS } from './partitions.js';
import type { Projection } from './projection.js';
import { type Reactor, reactorLease } from './reactor.js';
import type { ReadStore } from './read-store.js';

export type ProjectorDeps = {
  readonly eventStore: EventStore;
  readonly store: ReadStore;
  readonly feed: Pick<ChangeFeed, 'publish'>;
  readonly report: Report;
};

export type ProjectorOptions = {
  readonly projections: ReadonlyArray<Projection>;
  readonly reactors: ReadonlyArray<Reactor>;
  /** What every reader does about an event it cannot read, or fold; stops by default. */
  readonly policy?: FailurePolicy;
  /** How often it says that it is alive, and looks what is its own. */
  readonly beatMs?: number;
};

export type Projector = {
  /**
   * Of the readers that run in this process: shares of read models, and reactors. After a failure that no reader knew how
   * to handle all of them are `stopped`, and so is one more, `projector`.
   */
  readonly status: () => ReadonlyArray<ReaderStatus>;
  /** Resolves once the last transaction ended and others may take over. Rejects with what no reader knew how to handle. */
  readonly stop: () => Promise<void>;
};

const BEAT_MS = 1_000;
const NAME = 'projector';

type Held = ReadonlyMap<string, ReadonlyArray<number>>;

const holdingOf = (held: Held, names: ReadonlyArray<string>): string =>
  names.map((name) => `${name}:${(held.get(name) ?? []).join(',')}`).join(' ');

const stoppedFor = (reason: string, readers: ReadonlyArray<ReaderStatus>): ReadonlyArray<ReaderStatus> => {
  const stopped = { state: 'stopped', caughtUp: false, reason } as const;
  return [
    ...readers.map((reader) => ({ ...reader, ...stopped })),
    { name: NAME, partitions: 0, position: null, parked: [], ...stopped },
  ];
};

/**
 * Starts to keep the read models up to date, together with every other process that does. Each second it says that it is
 * alive and learns which partitions are its own. One subscription feeds all projections, and each reactor has one of its
 * own, so that a reactor which waits holds up no read model. Resolves once it has begun, and rejects where the store is
 * out of reach. A failure that no reader knows how to handle is reported, and ends the work of this process.
 */
export const startProjector = async (
  { eventStore, store, feed, report }: ProjectorDeps,
  { projections, reactors, policy = stop, beatMs = BEAT_MS }: ProjectorOptions,
): Promise<Projector> => {
  await store.prepare(projections);
  const holder = randomUUID();
  const stopping = new AbortController();
  let generations: ReadonlyArray<Generation> = [];
  let failure: { readonly error: unknown } | undefined;

  const onFailure = (error: unknown): void => {
    if (failure !== undefined) return;
    failure = { error };
    stopping.abort();
    report({ _tag: 'Stopped', reader: NAME, reason: reasonOf(error) });
  };
  const heartbeat = makeHeartbeat(beatMs, report, stopping.signal);
  const teams = makeTeams({ eventStore, report, onLost: heartbeat.hurry, onFailure }, stopping.signal);
  const end = async (): Promise<void> => {
    stopping.abort();
    await teams.stop();
    await store.leave(holder).catch((error: unknown) => {
      report({ _tag: 'StoreUnavailable', reader: NAME, reason: reasonOf(error), retryInMs: 0 });
    });
  };

  const sharesIn = async (generation: Generation, held: Held): Promise<ReadonlyArray<LogReader>> => {
    const name = generationName(generation);
    return sharesOf(await store.checkpoints(name), held.get(name) ?? []).map((partitions) =>
      makeProjectionReader({ eventStore, store, feed, report, policy }, generation, { partitions, holder }),
    );
  };
  const readerOf = (reactor: Reactor): LogReader => {
    const readModelsReached = (position: Position): Promise<boolean> => {
      const readsAfter = generations.filter(({ projection }) => reactor.readsAfter.includes(projection.name));
      return haveReached(store, readsAfter, position);
    };
    return makeReactorReader({ eventStore, store, holder, report, policy, readModelsReached }, reactor);
  };
  const beat = async (): Promise<void> => {
    generations = await store.live(projections);
    const names = generations.map(generationName);
    const held = await store.claim(holder, [
      ...names.map((name) => ({ name, partitions: PARTITIONS })),
      ...reactors.map((reactor) => ({ name: reactorLease(reactor), partitions: 1 })),
    ]);
    await teams.assemble({
      name: 'read models',
      holding: holdingOf(held, names),
      reads: 'everything',
      makeReaders: async () => (await Promise.all(generations.map((each) => sharesIn(each, held)))).flat(),
    });
    for (const reactor of reactors) {
      const name = reactorLease(reactor);
      const isHeld = (held.get(name) ?? []).length > 0;
      await teams.assemble({
        name,
        holding: holdingOf(held, [name]),
        reads: 'what-is-handled',
        makeReaders: async () => (isHeld ? [readerOf(reactor)] : []),
      });
    }
  };

  try {
    await beat();
  } catch (error) {
    await end();
    throw error;
  }
  const beating = heartbeat.run(beat).catch(onFailure);
  return {
    status: () => (failure === undefined ? teams.status() : stoppedFor(reasonOf(failure.error), teams.status())),
    stop: async () => {
      stopping.abort();
      await beating;
      await end();
      if (failure !== undefined) throw failure.error;
    },
  };
};
