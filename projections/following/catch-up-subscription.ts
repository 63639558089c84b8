import { type EventStore, isLogUnavailable, type LogBatch } from '../../application/ports/event-store.js';
import { earliest, isBefore } from '../../application/position.js';
import { backoffMs, pause } from './backoff.js';
import type { LogReader } from './log-reader.js';
import { type Mailbox, makeMailbox } from './mailbox.js';
import type { Report } from './report.js';
import { type Mark, whyAnotherLog } from './same-log.js';

const MAX_BATCH = 1_000;
/** While behind, readers fold so many events at once, and may have so many waiting: few round trips, flat memory. */
const BACKLOG = { enough: 4_000, mayHold: 8_000 };
const IDLE_AFTER_MS = 1_000;

type Deps = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll' | 'placesBackwards'>;
  readonly report: Report;
  /** Everything, so that an event of an unknown type is noticed; or only what the readers handle. */
  readonly reads: 'everything' | 'what-is-handled';
  /** A reader found that its work belongs to another process, or has to begin further back. */
  readonly onLost: () => void;
};
type Following = {
  readonly reader: LogReader;
  readonly mailbox: Mailbox;
  /** Up to where it was given the log. */
  mark: Mark;
  /** Why it must not go on. */
  halted: string | undefined;
};

const give = (following: Following, batch: LogBatch): void => {
  const { mailbox, mark } = following;
  mailbox.put(batch);
  if (!isBefore(mark.position, batch.position)) return;
  following.mark = { position: batch.position, recordedAt: batch.events.at(-1)?.recordedAt ?? mark.recordedAt };
};

const read = async (
  following: Following,
  isConnected: () => boolean,
  onLost: () => void,
  signal: AbortSignal,
): Promise<void> => {
  const { reader, mailbox } = following;
  while (!signal.aborted && mailbox.isOpen()) {
    const batch = await mailbox.take(IDLE_AFTER_MS);
    if (signal.aborted) return;
    if (batch === undefined && !isConnected()) continue;
    const outcome = await (batch === undefined ? reader.idle(signal) : reader.handle(batch, signal));
    if (outcome !== 'handled') mailbox.close();
    if (outcome === 'lost' || outcome === 'set-back') onLost();
  }
  if (following.halted !== undefined && !signal.aborted) reader.halt(following.halted);
};

/**
 * Lets all readers follow the log over one subscription that starts after the one furthest behind. Events are read and
 * decoded once; each reader handles them at its own pace within a bounded backlog, and one that stopped holds up
 * nobody. A broken subscription is made again, with backoff. Resolves once the signal aborts or every reader stopped.
 */
export const followLog = async (
  { eventStore, report, reads, onLost }: Deps,
  readers: ReadonlyArray<LogReader>,
  signal: AbortSignal,
): Promise<void> => {
  const following: Array<Following> = [];
  for (const reader of readers) {
    const from = await reader.start(signal);
    if (from === 'lost') onLost();
    else if (from !== 'stopped') {
      following.push({ reader, mailbox: makeMailbox(from.position, BACKLOG), mark: from, halted: undefined });
    }
  }
  const ended = new AbortController();
  const closeAll = (): void => {
    ended.abort();
    for (const { mailbox } of following) mailbox.close();
  };
  signal.addEventListener('abort', closeAll, { once: true });
  if (signal.aborted) closeAll();
  let connected = false;
  const reading = Promise.all(following.map((each) => read(each, () => connected, onLost, signal))).finally(closeAll);

  const open = (): ReadonlyArray<Following> => following.filter(({ mailbox }) => mailbox.isOpen());
  let given = false;
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
  for (let failures = 0; !ended.signal.aborted && open().length > 0; ) {
    const handled = [...new Set(open().flatMap(({ reader }) => [...reader.handles]))];
    const types = reads === 'everything' ? {} : { types: handled };
    try {
      await haltThoseAstray();
      if (open().length === 0) break;
      const after = earliest(open().map(({ mailbox }) => mailbox.given()));
      for await (const batch of eventStore.subscribeToAll({
        after,
        ...types,
        maxBatch: MAX_BATCH,
        signal: ended.signal,
      })) {
        connected = true;
        failures = 0;
        given = true;
        for (const each of open()) give(each, batch);
        await Promise.all(open().map(({ mailbox }) => mailbox.room()));
      }
    } catch (error) {
      connected = false;
      if (!isLogUnavailable(error)) {
        closeAll();
        await reading;
        throw error;
      }
      failures += 1;
      const retryInMs = backoffMs(failures);
      report({ _tag: 'LogUnavailable', reason: error.reason, retryInMs });
      await pause(retryInMs, ended.signal);
    }
  }
  await reading;
};
