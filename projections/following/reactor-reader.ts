import {
  type EventStore,
  isUndecodable,
  type LogBatch,
  type RecordedEvent,
} from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import { type FailedEvent, unreadable } from '../folding/failed-event.js';
import { makeLookOut } from '../parking/look-out.js';
import { loadParked, putAside } from '../parking/put-aside.js';
import { repairReactor } from '../parking/repair-reactor.js';
import type { Reactor } from '../reactor.js';
import type { Parks, Reached, ReadStore } from '../read-store.js';
import type { FailurePolicy } from './failure-policy.js';
import { holdReactor, PARTITION } from './held-reactor.js';
import { concerns, type LogReader, type Outcome } from './log-reader.js';
import { type ReadModelsReached, react } from './react.js';
import { advanceReactor, beginReactor } from './reactor-checkpoint.js';
import type { Report } from './report.js';

type Deps = {
  readonly eventStore: Pick<EventStore, 'readHead' | 'readStreamFrom'>;
  readonly store: Pick<ReadStore, 'checkpoints' | 'advance' | 'parked' | 'repairsAsked' | 'skipped' | 'settle'>;
  readonly holder: string;
  readonly report: Report;
  readonly policy: FailurePolicy;
  readonly readModelsReached: ReadModelsReached;
};

/**
 * Follows the log with one reactor, gathering events while behind. Its position moves only once it has reacted. An event
 * that it cannot read puts its stream aside; a repair gives the reactor what the stream had to wait with, and nothing else.
 */
export const makeReactorReader = (deps: Deps, reactor: Reactor): LogReader => {
  const { store, holder, report, policy, readModelsReached } = deps;
  const held = holdReactor(reactor, holder, report);
  const lookOut = makeLookOut();
  let gathered: Array<RecordedEvent> = [];

  const advance = (to: Reached, parks: Parks, signal: AbortSignal): Promise<Outcome> =>
    advanceReactor(store, held, to, parks, signal);
  const repair = (signal: AbortSignal): Promise<Outcome> => repairReactor(deps, held, lookOut, signal);
  const putAsideEach = async (failed: ReadonlyArray<FailedEvent>, signal: AbortSignal): Promise<Outcome> => {
    for (const each of failed) {
      const outcome = await putAside(policy, held, each, signal);
      if (outcome !== 'handled') return outcome;
    }
    return 'handled';
  };
  const gather = async ({ events, position }: LogBatch, signal: AbortSignal): Promise<Outcome> => {
    for (const event of events) {
      if (held.parked.leavesOut(event, PARTITION)) continue;
      if (!isUndecodable(event)) {
        if (held.handles.has(event.event.type)) gathered.push(event);
      } else if (concerns(held.handles, event)) {
        const outcome = await putAside(policy, held, unreadable(event), signal);
        if (outcome !== 'handled') return outcome;
      }
    }
    if (!signal.aborted) held.seen = position;
    return 'handled';
  };
  const reactToGathered = async (until: Position, signal: AbortSignal): Promise<Outcome> => {
    if (gathered.length === 0) return 'handled';
    const stuck = await react(held, readModelsReached, gathered, until, signal);
    if (signal.aborted) return 'handled';
    gathered = [];
    return putAsideEach(stuck, signal);
  };

  return {
    name: reactor.name,
    handles: held.handles,
    start: async (signal) => {
      if ((await beginReactor(deps, held, signal)) === 'stopped') return 'stopped';
      await loadParked(store, held, signal);
      held.status.running(held.checkpoint, held.parked);
      return held.checkpoint;
    },
    handle: async (batch, signal) => {
      const repaired = lookOut.isDue() ? await repair(signal) : 'handled';
      if (repaired !== 'handled') return repaired;
      const taken = await gather(batch, signal);
      if (taken !== 'handled' || signal.aborted) return taken;
      if (!batch.caughtUp && gathered.length < reactor.atOnce) return 'handled';
      const reacted = await reactToGathered(batch.position, signal);
      if (reacted !== 'handled' || signal.aborted) return reacted;
      const recordedAt = batch.events.at(-1)?.recordedAt ?? held.checkpoint.recordedAt;
      const to = { position: batch.position, recordedAt, caughtUp: batch.caughtUp };
      const outcome = await advance(to, { park: held.toPark }, signal);
      held.toPark = [];
      return outcome;
    },
    idle: async (signal) => {
      const repaired = await repair(signal);
      if (repaired !== 'handled') return repaired;
      const { position } = held.checkpoint;
      return position === undefined ? 'handled' : advance({ ...held.checkpoint, position }, {}, signal);
    },
    halt: (reason) => void held.status.stopped(reason),
    status: held.status.now,
  };
};
