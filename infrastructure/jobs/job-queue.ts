import type { FastifyPluginCallback } from 'fastify';
import type { JobQueue } from '../../application/ports/job-queue.js';
import { makeJobBoard } from './board.js';
import { makeBullmqJobQueue } from './bullmq.js';
import { makeInProcessJobQueue } from './in-process.js';

/** The last of five attempts is a quarter of an hour after the first. */
const retries = { attempts: 5, delayMs: 60_000 };

export type JobQueueWithBoard = {
  readonly jobQueue: JobQueue;
  /** Pages that show the jobs; none where they are those of one process. */
  readonly jobBoard: FastifyPluginCallback<{ readonly prefix: string }> | undefined;
  readonly close: () => Promise<void>;
};

/** In Redis where there is one, in this process otherwise. */
export const makeJobQueue = (url: string | undefined): JobQueueWithBoard => {
  if (url === undefined) {
    return { jobQueue: makeInProcessJobQueue(retries), jobBoard: undefined, close: async () => undefined };
  }
  const { queue, close, ...jobQueue } = makeBullmqJobQueue({ url, ...retries });
  return { jobQueue, jobBoard: makeJobBoard(queue), close };
};
