import type { JobHandlers, JobSchedule } from '../application/ports/job-queue.js';
import type { RoleContext, Running } from './role.js';

/** Work for the threads beside, such as detection and trainings, and what does not wait for it. */
const AT_ONCE = 4;

/** Does the jobs of these handlers, wherever they were asked for, and asks for what is scheduled. Begins as soon as the queue can be reached. */
export const startJobs = (
  { adapters, log }: Pick<RoleContext, 'adapters' | 'log'>,
  handlers: JobHandlers,
  schedules: ReadonlyArray<JobSchedule>,
): Running => {
  let stopped = false;
  const worker = adapters.jobQueue.work(handlers, schedules, {
    atOnce: AT_ONCE,
    onFailure: ({ error, isLast, ...job }) => {
      if (stopped) return;
      log.warn({ err: error, ...job }, isLast ? 'a job failed for good' : 'a job failed, and is tried again');
    },
  });
  worker.catch((error: unknown) => {
    if (!stopped) log.error({ err: error }, 'jobs cannot be done');
  });
  return {
    stop: async () => {
      stopped = true;
      await (await worker.catch(() => undefined))?.stop();
    },
  };
};
