import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { isSamePosition, type Position } from '../../application/position.js';
import type { Checkpoint, Parks, Reached, ReadStore } from '../read-store.js';
import { type HeldReactor, PARTITION } from './held-reactor.js';
import type { Outcome } from './log-reader.js';

type Store = Pick<ReadStore, 'checkpoints' | 'advance'>;

const storedIn = async (store: Store, { lease }: HeldReactor): Promise<Checkpoint | undefined> =>
  (await store.checkpoints(lease.name)).find(({ partition }) => partition === PARTITION);

/** Moves the reactor's checkpoint, and parks and unparks, for as long as it is leased to this process. */
export const advanceReactor = async (
  store: Store,
  held: HeldReactor,
  to: Reached,
  parks: Parks,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { lease, status, retries, report, reactor } = held;
  const from = held.checkpoint.position;
  const outcome = await retries.persist(async () => {
    const moved = await store.advance({ ...lease, from, to }, parks);
    if (moved === 'committed') return moved;
    return isSamePosition((await storedIn(store, held))?.position, to.position) ? 'committed' : moved;
  }, signal);
  if (outcome === undefined) return 'handled';
  if (outcome === 'lost') {
    status.lost('another process runs it');
    return outcome;
  }
  held.checkpoint = to;
  for (const { reason } of parks.park ?? []) report({ _tag: 'Parked', reader: reactor.name, reason });
  status.running(to, held.parked);
  return 'handled';
};

const endOf = async ({ readHead }: Pick<EventStore, 'readHead'>): Promise<{ readonly end: Position | undefined }> => {
  const head = await readHead()();
  if (E.isLeft(head)) throw new Error(`the log is not available: ${head.left.reason}`);
  return { end: head.right };
};

type Deps = {
  readonly eventStore: Pick<EventStore, 'readHead'>;
  readonly store: Store & Pick<ReadStore, 'settle'>;
};

/** Before it reacts to anything, so that a later end, found after a crash of the store, cannot leave events out. */
const startNow = async ({ eventStore, store }: Deps, held: HeldReactor, signal: AbortSignal): Promise<void> => {
  const { persist } = held.retries;
  const log = await persist(() => endOf(eventStore), signal);
  if (log?.end === undefined) return;
  await advanceReactor(store, held, { position: log.end, recordedAt: undefined, caughtUp: false }, {}, signal);
  await persist(store.settle, signal);
};

/** Goes on where the reactor stood, or begins where it says; `stopped` where the signal aborts first. */
export const beginReactor = async (
  deps: Deps,
  held: HeldReactor,
  signal: AbortSignal,
): Promise<'begun' | 'stopped'> => {
  const found = await held.retries.persist(async () => ({ checkpoint: await storedIn(deps.store, held) }), signal);
  if (found === undefined) return 'stopped';
  if (found.checkpoint?.position !== undefined) held.checkpoint = { ...found.checkpoint, caughtUp: false };
  else if (held.reactor.startsAt === 'now') await startNow(deps, held, signal);
  held.seen = held.checkpoint.position;
  return 'begun';
};
