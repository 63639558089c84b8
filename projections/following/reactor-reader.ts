import { type EventStore, isUndecodable, type RecordedEvent } from '../../application/ports/event-store.js';
import { isSamePosition, type Position, positionToText } from '../../application/position.js';
import type { EventType } from '../../domain/catalogue.js';
import { type FailedEvent, reasonOf, unreadable } from '../folding/failed-event.js';
import { LOOK_EVERY_MS } from '../parking/asked-repairs.js';
import { makeParked, type ParkedStream, parkedFrom } from '../parking/parked-stream.js';
import { waitingEvents } from '../parking/waiting-events.js';
import type { Reactor } from '../reactor.js';
import { type Checkpoint, isStoreUnavailable, type Parks, type Reached, type ReadStore } from '../read-store.js';
import { backoffMs, pause } from './backoff.js';
import { afterFailure, type FailurePolicy } from './failure-policy.js';
import { concerns, type LogReader, type Outcome } from './log-reader.js';
import { type Attempt, isUnreadableStream, reactTo } from './react-to.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

type Deps = {
  readonly eventStore: Pick<EventStore, 'readHead' | 'readStreamFrom'>;
  readonly store: Pick<ReadStore, 'checkpoints' | 'advance' | 'parked' | 'repairsAsked' | 'skipped' | 'settle'>;
  readonly holder: string;
  readonly report: Report;
  readonly policy: FailurePolicy;
  /** Whether the rows that the reactor reads hold everything up to a position. */
  readonly readModelsReached: (position: Position) => Promise<boolean>;
};

const READ_MODEL_POLL_MS = 5;

/** The name of a reactor's checkpoint and lease. */
export const reactorLease = ({ name }: Pick<Reactor, 'name'>): string => `reactor:${name}`;

/** A reactor is not divided. */
const PARTITION = 0;

/**
 * Follows the log with one reactor, gathering events while behind. Its position moves only once it has reacted. An event
 * that it cannot read puts its stream aside; a repair gives the reactor what the stream had to wait with, and nothing else.
 */
export const makeReactorReader = (
  { eventStore, store, holder, report, policy, readModelsReached }: Deps,
  reactor: Reactor,
): LogReader => {
  const { name } = reactor;
  const lease = { name: reactorLease(reactor), partitions: [PARTITION], holder };
  const handles = new Set<EventType>(reactor.handles);
  let checkpoint: Checkpoint = { position: undefined, recordedAt: undefined, caughtUp: false };
  let gathered: Array<RecordedEvent> = [];
  /** As far as events were gathered, or put aside. */
  let seen: Position | undefined;
  let parked = makeParked([]);
  let toPark: ReadonlyArray<ParkedStream> = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
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
      parked: parked.streams(),
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
  const advance = async (to: Reached, parks: Parks, signal: AbortSignal): Promise<Outcome> => {
    const from = checkpoint.position;
    const outcome = await persist(async () => {
      const moved = await store.advance({ ...lease, from, to }, parks);
      if (moved === 'committed') return moved;
      return isSamePosition((await stored())?.position, to.position) ? 'committed' : moved;
    }, signal);
    if (outcome === 'lost') {
      status = { ...status, state: 'lost', caughtUp: false, reason: 'another process runs it' };
      return outcome;
    }
    if (outcome === undefined) return 'handled';
    checkpoint = to;
    for (const { reason } of parks.park ?? []) report({ _tag: 'Parked', reader: name, reason });
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
      await advance({ position: head.right, recordedAt: undefined, caughtUp: false }, {}, signal);
      await persist(store.settle, signal);
    }
  };
  const readModelsReach = async (position: Position, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      if (await persist(() => readModelsReached(position), signal)) return;
      await pause(READ_MODEL_POLL_MS, signal);
    }
  };

  const react = async (
    events: ReadonlyArray<RecordedEvent>,
    until: Position,
    signal: AbortSignal,
  ): Promise<ReadonlyArray<FailedEvent>> => {
    await readModelsReach(until, signal);
    const attempt: Attempt = (some) =>
      persist(async () => {
        try {
          await reactor.react(some);
          return 'reacted' as const;
        } catch (error) {
          if (!isUnreadableStream(error)) throw error;
          return { missing: error.event };
        }
      }, signal);
    return reactTo(attempt, events);
  };
  const loadParked = async (signal: AbortSignal): Promise<void> => {
    parked =
      (await persist(
        async () => makeParked(await store.parked(lease.name), await store.skipped(lease.name)),
        signal,
      )) ?? parked;
  };
  const putAside = async (failed: FailedEvent, signal: AbortSignal): Promise<Outcome> => {
    for (let failures = 1; !signal.aborted; failures++) {
      const next = afterFailure(policy, failures);
      if (next._tag === 'Stop') return stopped(failed.reason);
      if (next._tag === 'Park') {
        const stream = parkedFrom(failed, lease.partitions);
        parked.add(stream);
        toPark = [...toPark.filter((each) => each.streamName !== stream.streamName), stream];
        return 'handled';
      }
      const { reason } = failed;
      report({ _tag: 'HandlingFailed', reader: name, reason, failures, retryInMs: next.inMs });
      await pause(next.inMs, signal);
    }
    return 'handled';
  };
  const repairStream = async (
    { streamName, revision }: ParkedStream,
    at: Reached,
    until: Position,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    const read = await eventStore.readStreamFrom(streamName, revision)();
    if (read._tag === 'Left') {
      report({ _tag: 'LogUnavailable', reason: read.left.reason, retryInMs: LOOK_EVERY_MS });
      return 'handled';
    }
    const skipped = await persist(() => store.skipped(lease.name), signal);
    const leftOut = makeParked([], skipped ?? []);
    const waiting = waitingEvents({ handles, leftOut, partition: PARTITION }, read.right, until);
    let { failed } = waiting;
    for (let from = 0; from < waiting.events.length; from += reactor.atOnce) {
      const [stuck] = await react(waiting.events.slice(from, from + reactor.atOnce), until, signal);
      if (stuck === undefined) continue;
      failed = stuck;
      break;
    }
    if (signal.aborted) return 'handled';
    const parks = failed === undefined ? { unpark: [streamName] } : { park: [parkedFrom(failed, lease.partitions)] };
    const outcome = await advance(at, parks, signal);
    if (outcome === 'handled' && failed === undefined) report({ _tag: 'Repaired', reader: name, streamName });
    return outcome;
  };
  const isTimeToLook = (): boolean => performance.now() - lookedAt >= LOOK_EVERY_MS;
  const repair = async (signal: AbortSignal): Promise<Outcome> => {
    const { position } = checkpoint;
    if (position === undefined || seen === undefined || toPark.length > 0 || parked.streams().length === 0) {
      return 'handled';
    }
    const asked = await persist(() => store.repairsAsked(lease.name), signal);
    lookedAt = performance.now();
    if (asked === undefined || asked.length === 0) return 'handled';
    for (const stream of asked) {
      const outcome = await repairStream(stream, { ...checkpoint, position }, seen, signal);
      if (outcome !== 'handled') return outcome;
    }
    await loadParked(signal);
    running();
    return 'handled';
  };

  return {
    name,
    handles,
    start: async (signal) => {
      const found = await persist(async () => ({ checkpoint: await stored() }), signal);
      if (found === undefined) return 'stopped';
      if (found.checkpoint?.position !== undefined) checkpoint = { ...found.checkpoint, caughtUp: false };
      else if (reactor.startsAt === 'now') await startNow(signal);
      seen = checkpoint.position;
      await loadParked(signal);
      running();
      return checkpoint;
    },
    handle: async (batch, signal) => {
      const repaired = isTimeToLook() ? await repair(signal) : 'handled';
      if (repaired !== 'handled') return repaired;
      for (const event of batch.events) {
        if (parked.leavesOut(event, PARTITION)) continue;
        if (!isUndecodable(event)) {
          if (handles.has(event.event.type)) gathered.push(event);
        } else if (concerns(handles, event)) {
          const outcome = await putAside(unreadable(event), signal);
          if (outcome !== 'handled') return outcome;
        }
      }
      if (signal.aborted) return 'handled';
      seen = batch.position;
      if (!batch.caughtUp && gathered.length < reactor.atOnce) return 'handled';
      if (gathered.length > 0) {
        const stuck = await react(gathered, batch.position, signal);
        if (signal.aborted) return 'handled';
        gathered = [];
        for (const failed of stuck) {
          const outcome = await putAside(failed, signal);
          if (outcome !== 'handled') return outcome;
        }
        if (signal.aborted) return 'handled';
      }
      const recordedAt = batch.events.at(-1)?.recordedAt ?? checkpoint.recordedAt;
      const to = { position: batch.position, recordedAt, caughtUp: batch.caughtUp };
      const outcome = await advance(to, { park: toPark }, signal);
      toPark = [];
      return outcome;
    },
    idle: async (signal) => {
      const repaired = await repair(signal);
      if (repaired !== 'handled') return repaired;
      const { position } = checkpoint;
      return position === undefined ? 'handled' : advance({ ...checkpoint, position }, {}, signal);
    },
    halt: (reason) => void stopped(reason),
    status: () => status,
  };
};
