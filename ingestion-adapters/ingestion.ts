import type { ProcessReceipts, Receipts } from '../application/ports/receipts.js';

export type IngestionDeps = {
  readonly receipts: Pick<Receipts, 'processWaiting'>;
  readonly process: ProcessReceipts;
  readonly report: (error: unknown) => void;
};

export type IngestionOptions = {
  readonly workers?: number;
  /** Receipts a worker takes at once. */
  readonly group?: number;
  /** How often to look for what another process left behind. */
  readonly pollMilliseconds?: number;
  readonly longestBackoffMilliseconds?: number;
};

export type Ingestion = {
  /** There may be something to process. */
  readonly wake: () => void;
  /** Takes no more receipts; resolves when those under way are done. */
  readonly stop: () => Promise<void>;
};

/** Processes receipts from now on: what was left behind first, then what comes, at once. A failure is reported and tried again, ever more slowly. */
export const startIngestion = (
  { receipts, process, report }: IngestionDeps,
  { workers = 2, group = 200, pollMilliseconds = 2_000, longestBackoffMilliseconds = 10_000 }: IngestionOptions = {},
): Ingestion => {
  let stopped = false;
  let woken = 0;
  const idle = new Set<() => void>();
  const backingOff = new Set<() => void>();

  const wakeAll = (sleeping: ReadonlySet<() => void>): void => {
    for (const wakeUp of sleeping) wakeUp();
  };

  const sleep = (milliseconds: number, sleeping: Set<() => void>): Promise<void> =>
    new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer);
        sleeping.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, milliseconds);
      sleeping.add(wakeUp);
    });

  const work = async (): Promise<void> => {
    let failures = 0;
    while (!stopped) {
      const seen = woken;
      try {
        const processed = await receipts.processWaiting(group, process);
        failures = 0;
        if (processed === 0 && seen === woken && !stopped) await sleep(pollMilliseconds, idle);
      } catch (error) {
        report(error);
        failures++;
        if (!stopped) await sleep(Math.min(50 * 2 ** failures, longestBackoffMilliseconds), backingOff);
      }
    }
  };

  const working = Promise.all(Array.from({ length: workers }, work));
  return {
    wake: () => {
      woken++;
      wakeAll(idle);
    },
    stop: async () => {
      stopped = true;
      wakeAll(idle);
      wakeAll(backingOff);
      await working;
    },
  };
};

/** Processes until nothing waits. */
export const processAll = async (
  receipts: Pick<Receipts, 'processWaiting'>,
  process: ProcessReceipts,
  group = 200,
): Promise<void> => {
  while ((await receipts.processWaiting(group, process)) > 0);
};
