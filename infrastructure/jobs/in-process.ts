import type {
  FailedJob,
  JobHandlers,
  JobQueue,
  JobRequest,
  JobRetries,
  JobSchedule,
  JobState,
} from '../../application/ports/job-queue.js';
import { nextPeriodStart, requestAt } from './periods.js';

type Held = JobRequest & { state: JobState; attempt: number; readyAt: number };

/** Finished jobs that are remembered, so that their ids are not done again. */
const MOST_REMEMBERED = 10_000;
/** Timers are shorter than weeks may be. */
const LONGEST_TIMER_MS = 3_600_000;

/** Jobs of this process, which are lost with it: what is scheduled is asked for again by the next. */
export const makeInProcessJobQueue = ({ attempts, delayMs }: JobRetries, now = () => Date.now()): JobQueue => {
  const jobs = new Map<string, Held>();
  let wake = (): void => undefined;

  const hold = (request: JobRequest): void => {
    for (const before of request.after ?? []) hold(before);
    if (jobs.has(request.id)) return;
    jobs.set(request.id, { ...request, state: 'waiting', attempt: 0, readyAt: 0 });
  };
  const forgetOldest = (): void => {
    for (const [id, { state }] of jobs) {
      if (jobs.size <= MOST_REMEMBERED) return;
      if (state === 'done' || state === 'failed') jobs.delete(id);
    }
  };
  /** What a job waits for and was forgotten is done. */
  const statesBefore = ({ after = [] }: Held) => after.map(({ id }) => jobs.get(id)?.state ?? 'done');
  const failWhatWaits = (): void => {
    for (let changed = true; changed; ) {
      changed = false;
      for (const job of jobs.values()) {
        if (job.state !== 'waiting' || !statesBefore(job).includes('failed')) continue;
        job.state = 'failed';
        changed = true;
      }
    }
  };

  const add = async (request: JobRequest): Promise<void> => {
    hold(request);
    failWhatWaits();
    forgetOldest();
    wake();
  };

  const work = async (
    handlers: JobHandlers,
    schedules: ReadonlyArray<JobSchedule>,
    { atOnce, onFailure }: { readonly atOnce: number; readonly onFailure: (failed: FailedJob) => void },
  ) => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const running = new Set<Promise<void>>();
    const nextStarts = new Map(schedules.map((schedule) => [schedule, 0]));
    let timer: NodeJS.Timeout | undefined;

    const run = async (job: Held): Promise<void> => {
      job.state = 'running';
      job.attempt += 1;
      const { id, name, data, attempt } = job;
      try {
        await handlers[name]?.({ id, data, attempt, signal });
        job.state = 'done';
      } catch (error) {
        const isLast = attempt >= attempts;
        job.state = isLast ? 'failed' : 'waiting';
        job.readyAt = now() + delayMs * 2 ** (attempt - 1);
        onFailure({ name, id, attempt, isLast, error });
        failWhatWaits();
      }
    };
    const askForScheduled = (): void => {
      for (const [schedule, startsAt] of nextStarts) {
        if (startsAt > now()) continue;
        nextStarts.set(schedule, nextPeriodStart(schedule.every, now()));
        hold(requestAt(schedule, now()));
      }
    };
    const turn = (): void => {
      if (signal.aborted) return;
      askForScheduled();
      for (const job of jobs.values()) {
        if (running.size >= atOnce) break;
        const isDue = job.state === 'waiting' && job.readyAt <= now() && Object.hasOwn(handlers, job.name);
        if (!isDue || statesBefore(job).some((state) => state !== 'done')) continue;
        const done = run(job).finally(() => {
          running.delete(done);
          turn();
        });
        running.add(done);
      }
      const times = [
        ...nextStarts.values(),
        ...[...jobs.values()].flatMap(({ state, readyAt }) => (state === 'waiting' && readyAt > now() ? readyAt : [])),
      ];
      clearTimeout(timer);
      timer = setTimeout(turn, Math.min(LONGEST_TIMER_MS, Math.max(1, Math.min(...times) - now())));
    };

    wake = turn;
    turn();
    return {
      stop: async () => {
        stopping.abort();
        clearTimeout(timer);
        wake = () => undefined;
        await Promise.allSettled(running);
      },
    };
  };

  return { isShared: false, add, stateOf: async (id) => jobs.get(id)?.state, work };
};
