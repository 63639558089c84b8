import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../log/event-log.js';
import { makeScavengeHistory } from './scavenge-history.js';
import { scavengeSlice } from './scavenge-slice.js';

export type Scavenges = {
  /** Starts a scavenge, unless one is running; gives the id of the one that runs. */
  readonly start: () => Promise<{ readonly id: string; readonly result: 'Started' | 'InProgress' }>;
  /** Ends when the scavenge has; false when none with this id is running. */
  readonly stop: (id: string) => Promise<boolean>;
  /** Interrupts the one that runs. */
  readonly close: () => Promise<void>;
};

type Running = { readonly id: Promise<string>; readonly stop: AbortController; done: Promise<void> };

/** Scavenges run one at a time, in slices between which appends and reads go on. */
export const makeScavenges = async (log: EventLog): Promise<Scavenges> => {
  const history = makeScavengeHistory(log);
  await history.closeInterrupted();
  let running: Running | undefined;

  const run = async (id: string, stop: AbortSignal): Promise<void> => {
    const startedAt = performance.now();
    let spaceSaved = 0;
    const complete = (result: 'Success' | 'Stopped' | 'Errored' | 'Interrupted', error: string) =>
      history.completed(id, { result, error, milliseconds: performance.now() - startedAt, spaceSaved });
    try {
      await removeEvents(log, stop);
      const unused = log.unusedSpace();
      await giveSpaceBack(log, stop);
      spaceSaved = unused - log.unusedSpace();
      if (stop.aborted) await complete(stop.reason, '');
      else await complete('Success', '');
    } catch (error) {
      // When even that cannot be written, the next start of the node finds a scavenge that did not end.
      await complete('Errored', error instanceof Error ? error.message : String(error)).catch(() => undefined);
    }
  };

  const interrupt = async (reason: 'Stopped' | 'Interrupted'): Promise<void> => {
    running?.stop.abort(reason);
    await running?.done;
  };

  return {
    start: async () => {
      if (running !== undefined) return { id: await running.id, result: 'InProgress' };
      const stop = new AbortController();
      const id = history.started();
      const done = id
        .then((started) => run(started, stop.signal))
        .catch(() => undefined)
        .finally(() => {
          running = undefined;
        });
      running = { id, stop, done };
      return { id: await id, result: 'Started' };
    },
    stop: async (id) => {
      if (running === undefined || (await running.id) !== id) return false;
      await interrupt('Stopped');
      return true;
    },
    close: () => interrupt('Interrupted'),
  };
};

const removeEvents = async (log: EventLog, stop: AbortSignal): Promise<void> => {
  let upTo = 0;
  let isLast = false;
  while (!isLast && !stop.aborted) {
    const after = upTo;
    ({ upTo, isLast } = await log.commit((writing) => scavengeSlice(writing, log.now(), after)));
    await nextTurn();
  }
};

const giveSpaceBack = async (log: EventLog, stop: AbortSignal): Promise<void> => {
  for (let unused = log.unusedSpace(); unused > 0 && !stop.aborted; ) {
    log.giveSpaceBack();
    await nextTurn();
    const left = log.unusedSpace();
    if (left >= unused) return;
    unused = left;
  }
};
