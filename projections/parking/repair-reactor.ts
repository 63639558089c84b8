import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import { type HeldReactor, PARTITION } from '../following/held-reactor.js';
import type { Outcome } from '../following/log-reader.js';
import { type ReadModelsReached, react } from '../following/react.js';
import { advanceReactor } from '../following/reactor-checkpoint.js';
import type { Reached, ReadStore } from '../read-store.js';
import { LOOK_EVERY_MS, type LookOut } from './look-out.js';
import { makeParked, type ParkedStream, parkedFrom } from './parked-stream.js';
import { loadParked } from './put-aside.js';
import { waitingEvents } from './waiting-events.js';

type Deps = {
  readonly eventStore: Pick<EventStore, 'readStreamFrom'>;
  readonly store: Pick<ReadStore, 'checkpoints' | 'advance' | 'parked' | 'repairsAsked' | 'skipped'>;
  readonly readModelsReached: ReadModelsReached;
};

const repairStream = async (
  { eventStore, store, readModelsReached }: Deps,
  held: HeldReactor,
  { streamName, revision }: ParkedStream,
  { at, until }: { readonly at: Reached; readonly until: Position },
  signal: AbortSignal,
): Promise<Outcome> => {
  const { reactor, lease, handles, retries, report } = held;
  const { name, atOnce } = reactor;
  const read = await eventStore.readStreamFrom(streamName, revision)();
  if (E.isLeft(read)) {
    report({ _tag: 'LogUnavailable', reason: read.left.reason, retryInMs: LOOK_EVERY_MS });
    return 'handled';
  }
  const skipped = await retries.persist(() => store.skipped(lease.name), signal);
  const leftOut = makeParked([], skipped ?? []);
  const waiting = waitingEvents({ handles, leftOut, partition: PARTITION }, read.right, until);
  let { failed } = waiting;
  for (let from = 0; from < waiting.events.length; from += atOnce) {
    const [stuck] = await react(held, readModelsReached, waiting.events.slice(from, from + atOnce), until, signal);
    if (stuck === undefined) continue;
    failed = stuck;
    break;
  }
  if (signal.aborted) return 'handled';
  const parks = failed === undefined ? { unpark: [streamName] } : { park: [parkedFrom(failed, lease.partitions)] };
  const outcome = await advanceReactor(store, held, at, parks, signal);
  if (outcome === 'handled' && failed === undefined) report({ _tag: 'Repaired', reader: name, streamName });
  return outcome;
};

/**
 * Does the repairs that were asked for of what a reactor has put aside: gives it what each stream had to wait with, up to
 * where the reactor has seen the log, and nothing else. Waits for a store that is away; a log that does not answer is
 * reported, and what was asked for is left for next time.
 */
export const repairReactor = async (
  deps: Deps,
  held: HeldReactor,
  lookOut: LookOut,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { checkpoint, seen, toPark, lease, retries, status } = held;
  const { position } = checkpoint;
  if (position === undefined || seen === undefined || toPark.length > 0 || held.parked.streams().length === 0) {
    return 'handled';
  }
  const asked = await retries.persist(() => deps.store.repairsAsked(lease.name), signal);
  lookOut.looked();
  if (asked === undefined || asked.length === 0) return 'handled';
  const places = { at: { ...checkpoint, position }, until: seen };
  for (const stream of asked) {
    const outcome = await repairStream(deps, held, stream, places, signal);
    if (outcome !== 'handled') return outcome;
  }
  await loadParked(deps.store, held, signal);
  status.running(held.checkpoint, held.parked);
  return 'handled';
};
