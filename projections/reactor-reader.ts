import { type EventStore, isUndecodable, type RecordedEvent } from '../application/ports/event-store.js';
import { isSamePosition, type Position, positionToText } from '../application/position.js';
import type { EventType } from '../domain/catalogue.js';
import { backoffMs, pause } from './backoff.js';
import { reasonOf, unreadable } from './failed-event.js';
import { concerns, type LogReader, type Outcome } from './log-reader.js';
import type { Reactor } from './reactor.js';
import { type Checkpoint, isStoreUnavailable, type Reached, type ReadStore } from './read-store.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

export type ReactorReader = LogReader & { readonly status: () => ReaderStatus };

type Deps = {
  readonly eventStore: Pick<EventStore, 'readHead'>;
  readonly store: Pick<ReadStore, 'checkpoints' | 'advance'>;
  readonly holder: string;
  readonly report: Report;
  /** Whether the rows of all these projections, whoever writes them, hold everything up to a position. */
  readonly haveReached: (projections: ReadonlyArray<string>, position: Position) => Promise<boolean>;
};

const READ_MODEL_POLL_MS = 5;

/** The name of a reactor's checkpoint and lease. */
export const reactorLease = ({ name }: Pick<Reactor, 'name'>): string => `reactor:${name}`;

/** A reactor is not divided. */
const PARTITION = 0;

/** Follows the log with one reactor, gathering events while behind. Its position moves only once it has reacted. */
export const makeReactorReader = (
  { eventStore, store, holder, report, haveReached }: Deps,
  reactor: Reactor,
): ReactorReader => {
  const { name } = reactor;
  const lease = { name: reactorLease(reactor), partitions: [PARTITION], holder };
  const handles = new Set<EventType>(reactor.handles);
  let checkpoint: Checkpoint = { position: undefined, recordedAt: undefined, caughtUp: false };
  let gathered: Array<RecordedEvent> = [];
  let status: ReaderStatus = {
    name,
    partitions: 1,
    state: 'starting',
    position: null,
    caughtUp: false,
    parked: [],
    reason: null,
  };

  const running = (): void => {
    const { position, caughtUp } = checkpoint;
    status = {
      ...status,
      state: 'running',
      position: position ? positionToText(position) : null,
      caughtUp,
      reason: null,
    };
  };
  const stopped = (reason: string): 'stopped' => {
    status = { ...status, state: 'stopped', caughtUp: false, reason };
    report({ _tag: 'Stopped', reader: name, reason });
    return 'stopped';
  };
  const persist = async <A>(work: () => Promise<A>, signal: AbortSignal): Promise<A | undefined> => {
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        return await work();
      } catch (error) {
        const retryInMs = backoffMs(failures);
        const reason = isStoreUnavailable(error) ? error.reason : reasonOf(error);
        status = { ...status, state: 'waiting', caughtUp: false, reason };
        if (isStoreUnavailable(error)) report({ _tag: 'StoreUnavailable', reader: name, reason, retryInMs });
        else report({ _tag: 'HandlingFailed', reader: name, reason, failures, retryInMs });
        await pause(retryInMs, signal);
      }
    }
    return undefined;
  };
  const stored = async (): Promise<Checkpoint | undefined> =>
    (await store.checkpoints(lease.name)).find(({ partition }) => partition === PARTITION);
  const advance = async (to: Reached, signal: AbortSignal): Promise<Outcome> => {
    const from = checkpoint.position;
    const outcome = await persist(async () => {
      const moved = await store.advance({ ...lease, from, to });
      if (moved === 'committed') return moved;
      return isSamePosition((await stored())?.position, to.position) ? 'committed' : moved;
    }, signal);
    if (outcome === 'lost') {
      status = { ...status, state: 'lost', caughtUp: false, reason: 'another process runs it' };
      return outcome;
    }
    if (outcome === undefined) return 'handled';
    checkpoint = to;
    running();
    return 'handled';
  };
  const startNow = async (signal: AbortSignal): Promise<void> => {
    const head = await persist(async () => {
      const read = await eventStore.readHead()();
      if (read._tag === 'Left') throw new Error(`the log is not available: ${read.left.reason}`);
      return read;
    }, signal);
    if (head?.right !== undefined) {
      await advance({ position: head.right, recordedAt: undefined, caughtUp: false }, signal);
    }
  };
  const readModelsReach = async (position: Position, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      if (await persist(() => haveReached(reactor.readsAfter, position), signal)) return;
      await pause(READ_MODEL_POLL_MS, signal);
    }
  };

  return {
    name,
    handles,
    start: async (signal) => {
      const found = await persist(async () => ({ checkpoint: await stored() }), signal);
      if (found === undefined) return 'stopped';
      if (found.checkpoint?.position !== undefined) checkpoint = { ...found.checkpoint, caughtUp: false };
      else if (reactor.startsAt === 'now') await startNow(signal);
      running();
      return checkpoint.position;
    },
    handle: async (batch, signal) => {
      for (const event of batch.events) {
        if (!isUndecodable(event)) {
          if (handles.has(event.event.type)) gathered.push(event);
        } else if (concerns(handles, event)) return stopped(unreadable(event).reason);
      }
      if (!batch.caughtUp && gathered.length < reactor.atOnce) return 'handled';
      if (gathered.length > 0) {
        await readModelsReach(batch.position, signal);
        await persist(() => reactor.react(gathered), signal);
        if (signal.aborted) return 'handled';
        gathered = [];
      }
      const recordedAt = batch.events.at(-1)?.recordedAt ?? checkpoint.recordedAt;
      return advance({ position: batch.position, recordedAt, caughtUp: batch.caughtUp }, signal);
    },
    idle: async (signal) => {
      const { position } = checkpoint;
      return position === undefined ? 'handled' : advance({ ...checkpoint, position }, signal);
    },
    status: () => status,
  };
};
