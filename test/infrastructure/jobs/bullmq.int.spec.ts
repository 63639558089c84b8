import { makeBullmqJobQueue } from '../../../infrastructure/jobs/bullmq.js';
import { jobQueueContract } from '../../contracts/job-queue.contract.js';
import { startRedis } from '../../support/services/redis.js';

jobQueueContract('BullMQ over Redis', async () => {
  const redis = await startRedis();
  const made: Array<ReturnType<typeof makeBullmqJobQueue>> = [];
  let stores = 0;
  return {
    make: async (processes) => {
      stores += 1;
      const prefix = `{spec-${stores}}`;
      const queues = Array.from({ length: processes }, () =>
        makeBullmqJobQueue({ url: redis.url, prefix, attempts: 3, delayMs: 1 }),
      );
      made.push(...queues);
      return queues;
    },
    close: async () => {
      for (const { close } of made) await close();
      await redis.stop();
    },
  };
});
