import { randomUUID } from 'node:crypto';
import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { EventStore } from '../application/ports/event-store.js';
import { comparePositions, type Position } from '../application/position.js';
import { reasonOf } from './folding/failed-event.js';
import { sharesOf } from './folding/owned-share.js';
import { backoffMs, pause } from './following/backoff.js';
import { followLog } from './following/catch-up-subscription.js';
import { type FailurePolicy, stop } from './following/failure-policy.js';
import type { LogReader } from './following/log-reader.js';
import { makeProjectionReader } from './following/projection-reader.js';
import { makeReactorReader, reactorLease } from './following/reactor-reader.js';
import type { ReaderStatus } from './following/reader-status.js';
import type { Report } from './following/report.js';
import { type Generation, generationName } from './generation.js';
import { PARTITIONS } from './partitions.js';
import type { Projection } from './projection.js';
import type { Reactor } from './reactor.js';
import { isStoreUnavailable, type ReadStore } from './read-store.js';

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
  /** Of the readers that run in this process: shares of read models, and reactors. */
  readonly status: () => ReadonlyArray<ReaderStatus>;
  /** Resolves once the last transaction ended and others may take over. Rejects with what no reader knew how to handle. */
  readonly stop: () => Promise<void>;
};

const BEAT_MS = 1_000;

/** Readers that share a subscription, for as long as what this process holds of them stays the same. */
type Team = {
  readonly holding: string;
  readonly readers: ReadonlyArray<LogReader & { readonly status: () => ReaderStatus }>;
  readonly stop: () => Promise<void>;
};

type Held = ReadonlyMap<string, ReadonlyArray<number>>;

const holdingOf = (held: Held, names: ReadonlyArray<string>): string =>
  names.map((name) => `${name}:${(held.get(name) ?? []).join(',')}`).join(' ');

/**
 * Starts to keep the read models up to date, together with every other process that does. Each second it says that it is
 * alive and learns which partitions are its own. Resolves once it has begun, and rejects where the store is out of reach.
 * One subscription feeds all projections, and each reactor has one of its
 * own, so that a reactor which waits holds up no read model.
 */
export const startProjector = async (
  { eventStore, store, feed, report }: ProjectorDeps,
  { projections, reactors, policy = stop, beatMs = BEAT_MS }: ProjectorOptions,
): Promise<Projector> => {
  await store.prepare(projections);
  const holder = randomUUID();
  const stopping = new AbortController();
  const teams = new Map<string, Team>();
  /** Teams of which a reader lost its partitions: who holds what has to be found out again. */
  const disbanded = new Set<string>();
  let generations: ReadonlyArray<Generation> = [];
  let wake = new AbortController();
  let failure: { readonly error: unknown } | undefined;

  const positionOf = async (generation: Generation): Promise<Position | undefined> => {
    const checkpoints = await store.checkpoints(generationName(generation));
    if (checkpoints.length < PARTITIONS) return undefined;
    return checkpoints
      .map(({ position }) => position)
      .reduce((a, b) => (a === undefined || b === undefined ? undefined : comparePositions(a, b) < 0 ? a : b));
  };
  /** Whoever acts on these rows must not find them set back by a crash of the store, so they are made to last first. */
  const haveReached = async (names: ReadonlyArray<string>, position: Position): Promise<boolean> => {
    for (const generation of generations.filter(({ projection }) => names.includes(projection.name))) {
      const reached = await positionOf(generation);
      if (reached === undefined || comparePositions(reached, position) < 0) return false;
    }
    if (names.length > 0) await store.settle();
    return true;
  };

  const start = (
    name: string,
    holding: string,
    readers: Team['readers'],
    reads: 'everything' | 'what-is-handled',
  ): Team => {
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ending.signal]);
    const onLost = () => {
      disbanded.add(name);
      wake.abort();
    };
    const following = followLog({ eventStore, report, reads, onLost }, readers, signal).catch((error: unknown) => {
      failure ??= { error };
      stopping.abort();
    });
    return {
      holding,
      readers,
      stop: async () => {
        ending.abort();
        await following;
      },
    };
  };
  const shares = async (generation: Generation, partitions: ReadonlyArray<number>) =>
    sharesOf(await store.checkpoints(generationName(generation)), partitions).map((share) =>
      makeProjectionReader({ eventStore, store, feed, report, policy }, generation, { partitions: share, holder }),
    );
  const assemble = async (
    name: string,
    holding: string,
    reads: 'everything' | 'what-is-handled',
    make: () => Promise<Team['readers']>,
  ): Promise<void> => {
    const before = teams.get(name);
    if (before?.holding === holding && !disbanded.has(name)) return;
    await before?.stop();
    teams.delete(name);
    disbanded.delete(name);
    const readers = await make();
    if (readers.length > 0) teams.set(name, start(name, holding, readers, reads));
  };
  const beat = async (): Promise<void> => {
    generations = await store.live(projections);
    const names = generations.map(generationName);
    const held = await store.claim(holder, [
      ...names.map((name) => ({ name, partitions: PARTITIONS })),
      ...reactors.map((reactor) => ({ name: reactorLease(reactor), partitions: 1 })),
    ]);
    await assemble('read models', holdingOf(held, names), 'everything', async () =>
      (
        await Promise.all(
          generations.map((generation) => shares(generation, held.get(generationName(generation)) ?? [])),
        )
      ).flat(),
    );
    for (const reactor of reactors) {
      const lease = reactorLease(reactor);
      const isHeld = (held.get(lease) ?? []).length > 0;
      await assemble(lease, holdingOf(held, [lease]), 'what-is-handled', async () =>
        isHeld ? [makeReactorReader({ eventStore, store, holder, report, policy, haveReached }, reactor)] : [],
      );
    }
  };
  const beats = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await pause(beatMs, AbortSignal.any([stopping.signal, wake.signal]));
        wake = new AbortController();
        if (!stopping.signal.aborted) await beat();
        failures = 0;
      } catch (error) {
        if (!isStoreUnavailable(error)) throw error;
        failures += 1;
        const retryInMs = backoffMs(failures);
        report({ _tag: 'StoreUnavailable', reader: 'projector', reason: error.reason, retryInMs });
        await pause(retryInMs, stopping.signal);
      }
    }
  };

  await beat();
  const beating = beats().catch((error: unknown) => {
    failure ??= { error };
    stopping.abort();
  });
  return {
    status: () => [...teams.values()].flatMap(({ readers }) => readers.map((reader) => reader.status())),
    stop: async () => {
      stopping.abort();
      await beating;
      for (const team of teams.values()) await team.stop();
      await store.leave(holder).catch((error: unknown) => {
        report({ _tag: 'StoreUnavailable', reader: 'projector', reason: reasonOf(error), retryInMs: 0 });
      });
      if (failure !== undefined) throw failure.error;
    },
  };
};
