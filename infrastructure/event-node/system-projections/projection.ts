import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../log/event-log.js';
import type { StoredProjection } from '../store/store.js';
import { makeLatch } from '../streams/latch.js';
import { type CategoryOf, categoryOf } from './category.js';
import type { Definition } from './definitions.js';
import { makeEmitter } from './emit.js';

const PAGE = 128;
/** Milliseconds. What is appended within them is projected together, so that projections take few of the disk's commits. */
const GATHERING = 100;
/** How many events may have to be considered again after a crash, when nothing was to be written for them. */
const EVENTS_BETWEEN_CHECKPOINTS = 4096;

export type ProjectionStatus = 'Running' | 'Stopped' | 'Aborted' | 'Faulted';

export type ProjectionStatistics = Omit<StoredProjection, 'enabled' | 'query'> & {
  readonly status: ProjectionStatus;
  readonly reason: string;
  readonly checkpoint: number;
  /** Since the node or the projections were started. */
  readonly eventsProcessed: number;
  /** In percent of the log; -1 when it has not run since then. */
  readonly progress: number;
};

export type Projection = {
  readonly statistics: () => ProjectionStatistics;
  readonly enable: () => Promise<void>;
  readonly disable: (status: 'Stopped' | 'Aborted') => Promise<void>;
  /** Begins anew at the start of the log. What it wrote before is truncated as its streams are written again. */
  readonly reset: () => Promise<void>;
  /** Categorizes by another query from now on; false when the projection does not categorize, or not like that. */
  readonly configure: (query: string) => Promise<boolean>;
  /** Runs it if it is enabled. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Follows the log and writes what the definition says. What it writes and how far it has come are one transaction, so
 * that everything is written once, whenever the node ends.
 */
export const makeProjection = (
  log: EventLog,
  id: number,
  definition: Definition,
  saved: StoredProjection,
): Projection => {
  const { emit, forget } = makeEmitter(id);
  let state = saved;
  let checkpoint = saved.position;
  let status: ProjectionStatus = 'Stopped';
  let reason = '';
  let eventsProcessed = 0;
  let running: { readonly end: () => Promise<void> } | undefined;

  const save = async (change: Partial<StoredProjection>): Promise<void> => {
    const changed = { ...state, ...change };
    await log.commit(({ store }) => store.saveProjection(changed));
    state = changed;
    checkpoint = changed.position;
  };

  /** Considers the next events, and says how many there were. */
  const advance = async (category: CategoryOf): Promise<number> => {
    const page = log.allForwards(state.position + 1, PAGE);
    const last = page.at(-1);
    if (last === undefined) return 0;
    const advanced = { ...state, position: last.position };
    const emissions = page.flatMap((cause) => {
      const emitted = definition.emit(cause, category);
      return emitted === undefined ? [] : [{ cause, emitted }];
    });
    if (emissions.length > 0) {
      await log.commit((writing) => {
        for (const { cause, emitted } of emissions) emit(writing, state, cause, emitted);
        writing.store.saveProjection(advanced);
      });
      checkpoint = last.position;
    }
    state = advanced;
    eventsProcessed += page.length;
    if (eventsProcessed % EVENTS_BETWEEN_CHECKPOINTS < page.length) await save({});
    return page.length;
  };

  const follow = async (stop: AbortSignal): Promise<void> => {
    const { wait, wake } = makeLatch();
    const stopListening = log.onCommit(wake);
    stop.addEventListener('abort', wake);
    const category = categoryOf(state.query) ?? (() => undefined);
    try {
      while (!stop.aborted) {
        const considered = await advance(category);
        if (considered === 0) await wait();
        if (considered === PAGE) await nextTurn();
        else await after(GATHERING, undefined, { signal: stop }).catch(() => undefined);
      }
      await save({});
    } catch (error) {
      forget();
      status = 'Faulted';
      reason = error instanceof Error ? error.message : String(error);
    } finally {
      stopListening();
    }
  };

  const start = async (): Promise<void> => {
    if (running !== undefined && status === 'Running') return;
    const stop = new AbortController();
    status = 'Running';
    reason = '';
    const done = follow(stop.signal);
    running = {
      end: async () => {
        stop.abort();
        await done;
      },
    };
  };
  const stop = async (then: 'Stopped' | 'Aborted'): Promise<void> => {
    await running?.end();
    running = undefined;
    status = then;
  };

  const exclusively = inTurn();
  return {
    statistics: () => {
      const { enabled, query, ...rest } = state;
      const progress = running === undefined && eventsProcessed === 0 ? -1 : percentage(log, state.position);
      return { ...rest, status, reason, checkpoint, eventsProcessed, progress };
    },
    enable: () =>
      exclusively(async () => {
        await save({ enabled: true });
        await start();
      }),
    disable: (then) =>
      exclusively(async () => {
        await stop(then);
        await save({ enabled: false });
      }),
    reset: () =>
      exclusively(async () => {
        const before = status;
        await stop('Stopped');
        const version = state.version + 1;
        await save({ position: 0, version, epoch: version });
        forget();
        if (state.enabled) await start();
        else status = before;
      }),
    configure: (query) =>
      exclusively(async () => {
        if (definition.query === '' || categoryOf(query) === undefined) return false;
        const before = status;
        await stop('Stopped');
        await save({ query, version: state.version + 1 });
        if (state.enabled) await start();
        else status = before;
        return true;
      }),
    start: () =>
      exclusively(async () => {
        eventsProcessed = 0;
        if (state.enabled) await start();
      }),
    stop: () => exclusively(() => stop('Stopped')),
  };
};

/** One after another: the next begins when the one before has ended, in whatever way. */
const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <A>(work: () => Promise<A>): Promise<A> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
};

const percentage = (log: EventLog, position: number): number => {
  const isAtHead = log.allForwards(position + 1, 1).length === 0;
  return isAtHead ? 100 : Math.min(99.9, (100 * position) / log.headPosition());
};
