import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeJobQueue } from '../../../infrastructure/jobs/job-queue.js';
import { apiOver, get } from '../../support/given-api.js';
import { startRedis } from '../../support/services/redis.js';

describe('the board of the jobs in Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('shows what became of them, with pages and scripts of its own', async () => {
    const { jobQueue, jobBoard, close } = makeJobQueue(redis.url);
    const worker = await jobQueue.work({ step: async () => undefined }, [], { atOnce: 1, onFailure: () => undefined });
    await jobQueue.add({ name: 'step', id: 'score-2026-03-01', data: {} });
    await expect.poll(() => jobQueue.stateOf('score-2026-03-01'), { timeout: 20_000 }).toBe('done');
    const app = apiOver({}, jobBoard === undefined ? {} : { jobBoard });
    const ask = (path: string) => app.inject({ ...get(`/admin/queues${path}`), headers: { ...get('').headers } });
    const page = await ask('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<base href="/admin/queues/');
    const script = /src="(static\/js\/main[^"]+)"/.exec(page.body)?.[1] ?? 'none';
    expect((await ask(`/${script}`)).statusCode).toBe(200);
    const shown = await ask('/api/queues?activeQueue=treering&status=completed&page=1&jobsPerPage=10');
    expect(shown.json().queues[0]).toMatchObject({
      name: 'treering',
      counts: { completed: 1 },
      jobs: [{ name: 'step' }],
    });
    await app.close();
    await worker.stop();
    await close();
  });

  it('is none without Redis', async () => {
    const { jobQueue, jobBoard, close } = makeJobQueue(undefined);
    expect([jobQueue.isShared, jobBoard]).toEqual([false, undefined]);
    await close();
  });
});
