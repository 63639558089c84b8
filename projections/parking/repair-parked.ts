import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { isUndecodable } from '../../application/ports/event-store.js';
import { reactorOf } from '../reactor.js';
import type { ParkedEntry, Parking } from './parking.js';

type Deps = { readonly parking: Parking; readonly eventStore: Pick<EventStore, 'readStreamFrom'> };

export type ParkedAt = Pick<ParkedEntry, 'reader' | 'streamName'>;

export type RepairOutcome = ParkedAt &
  (
    | { readonly _tag: 'Repaired' }
    | { readonly _tag: 'StillParked'; readonly reason: string }
    /** No projector has taken it on; what was asked stays asked. */
    | { readonly _tag: 'Waiting' }
  );

const POLL_MS = 200;

const isAt =
  ({ reader, streamName }: ParkedAt) =>
  (entry: ParkedEntry): boolean =>
    entry.reader === reader && entry.streamName === streamName;

const outcomeOf =
  (parked: ReadonlyArray<ParkedEntry>) =>
  (asked: ParkedAt): RepairOutcome => {
    const { reader, streamName } = asked;
    const left = parked.filter(isAt(asked));
    const [first] = left;
    if (first === undefined) return { _tag: 'Repaired', reader, streamName };
    if (left.some(({ isRepairAsked }) => isRepairAsked)) return { _tag: 'Waiting', reader, streamName };
    return { _tag: 'StillParked', reader, streamName, reason: first.reason };
  };

const untilDone = async (
  { parking }: Deps,
  asked: ReadonlyArray<ParkedAt>,
  patienceMs: number,
): Promise<ReadonlyArray<RepairOutcome>> => {
  for (const deadline = Date.now() + patienceMs; ; await sleep(POLL_MS)) {
    const parked = await parking.list();
    const outcomes = asked.map(outcomeOf(parked));
    if (Date.now() >= deadline || outcomes.every(({ _tag }) => _tag !== 'Waiting')) return outcomes;
  }
};

const isReactor = ({ reader }: ParkedAt): boolean => reactorOf(reader) !== undefined;

/**
 * Asks for parked streams to be read again, and waits until projectors have done so. Read models come before reactors,
 * which read them. Rejects with `StoreUnavailable`.
 */
export const repairParked = async (
  deps: Deps,
  streams: ReadonlyArray<ParkedAt>,
  patienceMs: number,
): Promise<ReadonlyArray<RepairOutcome>> => {
  const outcomes: Array<RepairOutcome> = [];
  for (const some of [streams.filter((each) => !isReactor(each)), streams.filter(isReactor)]) {
    for (const { reader, streamName } of some) await deps.parking.askRepair(reader, streamName);
    outcomes.push(...(await untilDone(deps, some, patienceMs)));
  }
  return outcomes;
};

/** Sets an event of a parked stream aside for ever. Rejects with an error that says why that cannot be. */
export const skipParked = async (
  { parking, eventStore }: Deps,
  at: ParkedAt,
  skip: { readonly eventId: string; readonly reason: string; readonly actor: string },
): Promise<void> => {
  const { reader, streamName } = at;
  const parked = (await parking.list()).filter(isAt(at));
  const [first] = [...parked].sort((a, b) => (a.revision < b.revision ? -1 : 1));
  if (first === undefined) throw new Error(`${streamName} is not parked for ${reader}`);
  const stream = await eventStore.readStreamFrom(streamName, first.revision)();
  if (E.isLeft(stream)) throw new Error(`the log is not available: ${stream.left.reason}`);
  const event = stream.right.find(({ id }) => id === skip.eventId);
  if (event === undefined) {
    throw new Error(`no event of ${streamName} from revision ${first.revision} on has the id ${skip.eventId}`);
  }
  const eventType = isUndecodable(event) ? event.type : event.event.type;
  await parking.skip(reader, { ...skip, streamName, eventType, revision: event.revision });
};
