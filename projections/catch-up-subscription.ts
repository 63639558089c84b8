import type { EventStore, LogUnavailable } from '../application/ports/event-store.js';
import { comparePositions, type Position } from '../application/position.js';
import { backoffMs, pause } from './backoff.js';
import type { LogReader } from './log-reader.js';
import { type Mailbox, makeMailbox } from './mailbox.js';
import type { Report } from './report.js';

const MAX_BATCH = 1_000;
/** While behind, readers fold so many events at once, and may have so many waiting: few round trips, flat memory. */
const BACKLOG = { enough: 4_000, mayHold: 8_000 };
const IDLE_AFTER_MS = 1_000;

type Deps = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll'>;
  readonly report: Report;
  /** Everything, so that an event of an unknown type is noticed; or only what the readers handle. */
  readonly reads: 'everything' | 'what-is-handled';
  /** A reader found that its work belongs to another process. */
  readonly onLost: () => void;
};
type Following = { readonly reader: LogReader; readonly mailbox: Mailbox };

export const isLogUnavailable = (error: unknown): error is LogUnavailable =>
  typeof error === 'object' && error !== null && '_tag' in error && error._tag === 'LogUnavailable';

const earliest = (positions: ReadonlyArray<Position | undefined>): Position | undefined =>
  positions.reduce((a, b) => (a === undefined || b === undefined ? undefined : comparePositions(a, b) < 0 ? a : b));

const read = async (
  { reader, mailbox }: Following,
  isConnected: () => boolean,
  onLost: () => void,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted && mailbox.isOpen()) {
    const batch = await mailbox.take(IDLE_AFTER_MS);
    if (signal.aborted) return;
    if (batch === undefined && !isConnected()) continue;
    const outcome = await (batch === undefined ? reader.idle(signal) : reader.handle(batch, signal));
    if (outcome !== 'handled') mailbox.close();
    if (outcome === 'lost') onLost();
  }
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
    const after = await reader.start(signal);
    if (after === 'lost') onLost();
    else if (after !== 'stopped') following.push({ reader, mailbox: makeMailbox(after, BACKLOG) });
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
  for (let failures = 0; !ended.signal.aborted && open().length > 0; ) {
    const handled = [...new Set(open().flatMap(({ reader }) => [...reader.handles]))];
    const types = reads === 'everything' ? {} : { types: handled };
    const after = earliest(open().map(({ mailbox }) => mailbox.given()));
    try {
      for await (const batch of eventStore.subscribeToAll({
        after,
        ...types,
        maxBatch: MAX_BATCH,
        signal: ended.signal,
      })) {
        connected = true;
        failures = 0;
        for (const { mailbox } of open()) mailbox.put(batch);
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
