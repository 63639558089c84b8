import { type EventStore, isLogUnavailable } from '../../application/ports/event-store.js';
import { earliest } from '../../application/position.js';
import { backoffMs, pause } from './backoff.js';
import { type Follower, follow, give, makeFollower } from './follower.js';
import type { LogReader } from './log-reader.js';
import type { Report } from './report.js';
import { whyAnotherLog } from './same-log.js';

const MAX_BATCH = 1_000;

type Deps = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll' | 'placesBackwards'>;
  readonly report: Report;
  /** Everything, so that an event of an unknown type is noticed; or only what the readers handle. */
  readonly reads: 'everything' | 'what-is-handled';
  /** A reader found that its work belongs to another process, or has to begin further back. */
  readonly onLost: () => void;
};

const startAll = async (
  readers: ReadonlyArray<LogReader>,
  onLost: () => void,
  signal: AbortSignal,
): Promise<ReadonlyArray<Follower>> => {
  const followers: Array<Follower> = [];
  for (const reader of readers) {
    const from = await reader.start(signal);
    if (from === 'lost') onLost();
    else if (from !== 'stopped') followers.push(makeFollower(reader, from));
  }
  return followers;
};

/**
 * Lets all readers follow the log over one subscription that starts after the one furthest behind. Events are read and
 * decoded once; each reader handles them at its own pace within a bounded backlog, and one that stopped holds up
 * nobody. A broken subscription is made again, with backoff. Resolves once the signal aborts or every reader stopped, and
 * rejects with what a reader or the log failed with otherwise, once no reader does anything any more.
 */
export const followLog = async (
  { eventStore, report, reads, onLost }: Deps,
  readers: ReadonlyArray<LogReader>,
  signal: AbortSignal,
): Promise<void> => {
  const followers = await startAll(readers, onLost, signal);
  const open = (): ReadonlyArray<Follower> => followers.filter(({ mailbox }) => mailbox.isOpen());
  const ended = new AbortController();
  const closeAll = (): void => {
    ended.abort();
    for (const { mailbox } of followers) mailbox.close();
  };
  signal.addEventListener('abort', closeAll, { once: true });
  if (signal.aborted) closeAll();
  let connected = false;
  let given = false;
  const deps = { isConnected: () => connected, onLost };
  const failures: Array<unknown> = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    closeAll();
  };
  const following = Promise.all(followers.map((each) => follow(each, deps, ended.signal).catch(fail))).finally(
    closeAll,
  );

  /** Those that were given what is gone begin again from what they committed; where that is gone too, they stop. */
  const haltThoseAstray = async (): Promise<void> => {
    for (const each of open()) {
      const reason = await whyAnotherLog({ eventStore, reads }, each.mark);
      if (reason === undefined) continue;
      if (given) onLost();
      else each.halted = reason;
      each.mailbox.close();
    }
  };
  const subscribe = async (): Promise<void> => {
    const types =
      reads === 'everything' ? {} : { types: [...new Set(open().flatMap(({ reader }) => [...reader.handles]))] };
    const after = earliest(open().map(({ mailbox }) => mailbox.given()));
    for await (const batch of eventStore.subscribeToAll({
      after,
      ...types,
      maxBatch: MAX_BATCH,
      signal: ended.signal,
    })) {
      connected = true;
      given = true;
      for (const each of open()) give(each, batch);
      await Promise.all(open().map(({ mailbox }) => mailbox.room()));
    }
  };
  for (let tries = 0; !ended.signal.aborted && open().length > 0; ) {
    try {
      await haltThoseAstray();
      if (open().length > 0) await subscribe();
    } catch (error) {
      if (!isLogUnavailable(error)) fail(error);
      else {
        tries = connected ? 1 : tries + 1;
        connected = false;
        const retryInMs = backoffMs(tries);
        report({ _tag: 'LogUnavailable', reason: error.reason, retryInMs });
        await pause(retryInMs, ended.signal);
      }
    }
  }
  await following;
  if (failures.length > 0) throw failures[0];
};
