import { type EventStore, isLogUnavailable } from '../../application/ports/event-store.js';
import { earliest, isBefore, isSamePosition, type Position } from '../../application/position.js';
import { backoffMs, pause } from '../following/backoff.js';
import type { FailurePolicy } from '../following/failure-policy.js';
import { makeProjectionReader } from '../following/projection-reader.js';
import type { Report } from '../following/report.js';
import { type Generation, generationName } from '../generation.js';
import { isStoreUnavailable, type ReadStore } from '../read-store.js';
import { oneAhead } from './one-ahead.js';
import { portionsUpTo } from './portions.js';

const PORTION = 20_000;
const MAX_BATCH = 5_000;

/** A partition of a generation that this process holds, and the place it is to reach. */
export type Goal = {
  readonly generation: Generation;
  readonly holder: string;
  readonly partition: number;
  readonly until: Position;
};

export type Folding = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll' | 'readStreamFrom'>;
  readonly store: ReadStore;
  readonly policy: FailurePolicy;
  readonly report: Report;
  /** How many events are folded at once, about; 20,000 if not said. */
  readonly portion?: number;
  /** After each portion: how many events it held, and where it ended. */
  readonly onFolded: (events: number, position: Position) => void;
};

type Behind = Goal & { readonly position: Position | undefined };

/** Those furthest behind, and how far they can go together before they meet others or one of them is there. */
type Step = { readonly goals: ReadonlyArray<Goal>; readonly after: Position | undefined; readonly until: Position };

const behindIn = async (store: ReadStore, goals: ReadonlyArray<Goal>): Promise<ReadonlyArray<Behind>> => {
  const generations = new Map(goals.map(({ generation }) => [generationName(generation), generation]));
  const stands = new Map<string, Position | undefined>();
  for (const name of generations.keys()) {
    for (const { partition, position } of await store.checkpoints(name)) stands.set(`${name} ${partition}`, position);
  }
  return goals
    .map((goal) => ({ ...goal, position: stands.get(`${generationName(goal.generation)} ${goal.partition}`) }))
    .filter(({ position, until }) => isBefore(position, until));
};

const stepOf = (behind: ReadonlyArray<Behind>): Step | undefined => {
  if (behind.length === 0) return undefined;
  const after = earliest(behind.map(({ position }) => position));
  const goals = behind.filter(({ position }) => isSamePosition(position, after));
  const places = [
    ...goals.map(({ until }) => until),
    ...behind.flatMap(({ position }) => (position !== undefined && isBefore(after, position) ? [position] : [])),
  ];
  const until = earliest(places);
  return until === undefined ? undefined : { goals, after, until };
};

const readersOf = ({ eventStore, store, policy, report }: Folding, goals: ReadonlyArray<Goal>) =>
  [...new Set(goals.map(({ generation }) => generation))].map((generation) => {
    const own = goals.filter((goal) => goal.generation === generation);
    const deps = { eventStore, store, policy, report, feed: { publish: () => undefined } };
    return makeProjectionReader(deps, generation, {
      partitions: own.map(({ partition }) => partition),
      holder: own[0]?.holder ?? '',
    });
  });

const take = async (folding: Folding, { goals, after, until }: Step, signal: AbortSignal): Promise<void> => {
  const { portion = PORTION } = folding;
  const readers = readersOf(folding, goals);
  const done = new AbortController();
  const reading = AbortSignal.any([signal, done.signal]);
  try {
    const log = folding.eventStore.subscribeToAll({ after, maxBatch: Math.min(MAX_BATCH, portion), signal: reading });
    const starts = await Promise.all(readers.map((reader) => reader.start(signal)));
    if (starts.some((start) => typeof start === 'object' && !isSamePosition(start.position, after))) return;
    for await (const batch of oneAhead(portionsUpTo(log, until, portion))) {
      const outcomes = await Promise.all(readers.map((reader) => reader.handle(batch, signal)));
      signal.throwIfAborted();
      if (outcomes.includes('set-back')) return;
      for (const [i, outcome] of outcomes.entries()) {
        const { name = '', reason = null } = readers[i]?.status() ?? {};
        if (outcome !== 'handled') throw new Error(`the rebuild of ${name} stopped: ${reason}`);
      }
      folding.onFolded(batch.events.length, batch.position);
    }
  } finally {
    done.abort();
  }
};

/**
 * Folds the log into generations that this process holds until each partition stands exactly where it should; what is
 * further already stays there. Those that stand at one place read the log together. Waits for a log or a store that is
 * away. Rejects where an event cannot be folded and the policy is to stop, and once the signal aborts, with its reason.
 */
export const foldUpTo = async (folding: Folding, goals: ReadonlyArray<Goal>, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    try {
      const step = stepOf(await behindIn(folding.store, goals));
      if (step === undefined) return;
      await take(folding, step, signal);
      failures = 0;
    } catch (error) {
      if (!isLogUnavailable(error) && !isStoreUnavailable(error)) throw error;
      failures += 1;
      const retryInMs = backoffMs(failures);
      const { reason } = error;
      if (isLogUnavailable(error)) folding.report({ _tag: 'LogUnavailable', reason, retryInMs });
      else folding.report({ _tag: 'StoreUnavailable', reader: 'rebuild', reason, retryInMs });
      await pause(retryInMs, signal);
    }
  }
};
