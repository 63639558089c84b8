import { makeInProcessJobQueue } from '../../../infrastructure/jobs/in-process.js';
import { jobQueueContract } from '../../contracts/job-queue.contract.js';

jobQueueContract('in process', async () => ({
  make: async (processes) => {
    const queue = makeInProcessJobQueue({ attempts: 3, delayMs: 1 });
    return Array.from({ length: processes }, () => queue);
  },
  close: async () => undefined,
}));
