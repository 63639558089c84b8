import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './jobs.js';

export type Threads = {
  /** Tells all to begin. */
  readonly begin: () => void;
  readonly answers: () => Promise<ReadonlyArray<Answer>>;
};

/** One client a job, each in its own thread. Ends when all are ready. */
export const startThreads = async (connectionString: string, jobs: ReadonlyArray<Job>): Promise<Threads> => {
  const workers = jobs.map(
    (job) => new Worker(new URL('./client.js', import.meta.url), { workerData: { connectionString, job } }),
  );
  const next = async (worker: Worker): Promise<Answer> => {
    const [answer] = await once(worker, 'message');
    return answer;
  };
  await Promise.all(workers.map(next));
  const answering = workers.map(next);
  return {
    begin: () => {
      for (const worker of workers) worker.postMessage('begin');
    },
    answers: () => Promise.all(answering),
  };
};
