import { type FlowJob, FlowProducer, type JobsOptions, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type {
  Job,
  JobHandlers,
  JobQueue,
  JobRequest,
  JobRetries,
  JobSchedule,
  JobState,
} from '../../application/ports/job-queue.js';
import { requestAt } from './periods.js';

const QUEUE = 'treering';

export type BullmqOptions = JobRetries & {
  readonly url: string;
  /** Of all keys; a cluster keeps those with the same braces together. */
  readonly prefix?: string;
};

/** Of jobs whose id is not to be done again. */
const KEPT_SECONDS = 30 * 86_400;
const SCHEDULED = 'ask for what is scheduled: ';

const patterns: Readonly<Record<JobSchedule['every'], string>> = { day: '0 0 0 * * *', week: '0 0 0 * * 1' };

const states: Readonly<Record<string, JobState>> = {
  waiting: 'waiting',
  'waiting-children': 'waiting',
  delayed: 'waiting',
  prioritized: 'waiting',
  active: 'running',
  completed: 'done',
  failed: 'failed',
};

/** Commands wait for a Redis that is away; to ask for work is not to wait for ever. */
const connectionTo = (url: string, more: object = {}): Redis => {
  const redis = new Redis(url, { connectionName: 'treering', maxRetriesPerRequest: null, ...more });
  redis.on('error', () => undefined);
  return redis;
};

/** Jobs in Redis, for all processes. Needs a Redis that forgets nothing while they wait (`noeviction`). */
export const makeBullmqJobQueue = ({ url, attempts, delayMs, prefix = '{treering:jobs}' }: BullmqOptions) => {
  const connection = connectionTo(url);
  const shared = { connection, prefix };
  const jobOptions: JobsOptions = {
    attempts,
    backoff: { type: 'exponential', delay: delayMs },
    removeOnComplete: { age: KEPT_SECONDS },
    removeOnFail: { age: KEPT_SECONDS },
    failParentOnFailure: true,
  };
  const queue = new Queue(QUEUE, { ...shared, defaultJobOptions: jobOptions });
  const flows = new FlowProducer(shared);

  const flowOf = ({ name, id, data, after = [] }: JobRequest): FlowJob => ({
    name,
    queueName: QUEUE,
    data,
    opts: { ...jobOptions, jobId: id },
    children: after.map(flowOf),
  });
  /** Two who ask for one flow at a time add its jobs once: each job goes by its id. */
  const add = async (request: JobRequest): Promise<void> => {
    if ((await queue.getJob(request.id)) !== undefined) return;
    await flows.add(flowOf(request));
  };

  const work: JobQueue['work'] = async (handlers: JobHandlers, schedules, { atOnce, onFailure }) => {
    const stopping = new AbortController();
    const own = connectionTo(url);
    const byName = new Map(schedules.map((schedule) => [`${SCHEDULED}${schedule.name}`, schedule]));
    const ask = (schedule: JobSchedule) => add(requestAt(schedule, Date.now()));
    for (const [name, schedule] of byName) {
      await ask(schedule);
      await queue.upsertJobScheduler(
        schedule.name,
        { pattern: patterns[schedule.every], tz: 'UTC' },
        { name, opts: jobOptions },
      );
    }
    const worker = new Worker(
      QUEUE,
      async ({ id = '', name, data, attemptsStarted }) => {
        const schedule = byName.get(name);
        if (schedule !== undefined) return ask(schedule);
        const handle = handlers[name];
        if (handle === undefined) throw new Error(`this process does not know how to do ${name}`);
        const job: Job = { id, data, attempt: attemptsStarted, signal: stopping.signal };
        return handle(job);
      },
      { connection: own, prefix, concurrency: atOnce },
    );
    worker.on('error', () => undefined);
    worker.on('failed', (job, error) => {
      const { name = '', id = '', attemptsMade: attempt = 0 } = job ?? {};
      onFailure({ name, id, attempt, isLast: attempt >= attempts, error });
    });
    return {
      stop: async () => {
        stopping.abort();
        await worker.close();
        own.disconnect();
      },
    };
  };

  const jobs: JobQueue & { readonly queue: Queue; readonly close: () => Promise<void> } = {
    isShared: true,
    add,
    stateOf: async (id) => states[await queue.getJobState(id)],
    work,
    queue,
    close: async () => {
      await flows.close();
      await queue.close();
      connection.disconnect();
    },
  };
  return jobs;
};
