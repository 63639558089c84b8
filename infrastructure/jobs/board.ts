import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { Queue } from 'bullmq';
import type { FastifyPluginCallback } from 'fastify';

/** Pages that show the jobs of a queue, and let them be tried again; for a route that only some may reach. */
export const makeJobBoard =
  (queue: Queue): FastifyPluginCallback<{ readonly prefix: string }> =>
  (app, options, done) => {
    const serverAdapter = new FastifyAdapter();
    serverAdapter.setBasePath(options.prefix);
    createBullBoard({
      queues: [new BullMQAdapter(queue)],
      serverAdapter,
      options: { uiConfig: { boardTitle: 'Treering jobs' } },
    });
    serverAdapter.registerPlugin()(app, { prefix: '', basePath: options.prefix }, done);
  };
