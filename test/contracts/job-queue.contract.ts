import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {
  FailedJob,
  Job,
  JobHandlers,
  JobQueue,
  JobSchedule,
  JobState,
} from '../../application/ports/job-queue.js';

export type JobQueueUnderTest = {
  /** Over a store of its own; each of `processes` as another process would have it. Tried three times, at once. */
  readonly make: (processes: number) => Promise<ReadonlyArray<JobQueue>>;
  readonly close: () => Promise<void>;
};

export const jobQueueContract = (adapter: string, start: () => Promise<JobQueueUnderTest>): void => {
  describe(`the job queue, ${adapter}`, () => {
    let underTest: JobQueueUnderTest;
    const workers: Array<{ readonly stop: () => Promise<void> }> = [];
    beforeAll(async () => {
      underTest = await start();
    });
    afterEach(async () => {
      for (const { stop } of workers.splice(0)) await stop();
    });
    afterAll(() => underTest.close());

    const one = async (): Promise<JobQueue> => {
      const [queue] = await underTest.make(1);
      if (queue === undefined) throw new Error('no queue was made');
      return queue;
    };
    const failures: Array<FailedJob> = [];
    const working = async (queue: JobQueue, handlers: JobHandlers, schedules: ReadonlyArray<JobSchedule> = []) => {
      const options = { atOnce: 2, onFailure: (failed: FailedJob) => failures.push(failed) };
      const worker = await queue.work(handlers, schedules, options);
      workers.push(worker);
      return worker;
    };
    const until = (queue: JobQueue, id: string, state: JobState) =>
      expect.poll(() => queue.stateOf(id), { timeout: 20_000, interval: 10 }).toBe(state);
    const noting =
      (done: Array<string>) =>
      async ({ id }: Job) => {
        done.push(id);
      };

    it('does what was asked for, with what it was asked for with', async () => {
      const queue = await one();
      const done: Array<unknown> = [];
      expect(await queue.stateOf('score-1')).toBeUndefined();
      await queue.add({ name: 'score', id: 'score-1', data: { day: '2026-03-01' } });
      expect(await queue.stateOf('score-1')).toBe('waiting');
      await working(queue, {
        score: async ({ id, data, attempt, signal }) => {
          done.push({ id, data, attempt, stopped: signal.aborted });
        },
      });
      await until(queue, 'score-1', 'done');
      expect(done).toEqual([{ id: 'score-1', data: { day: '2026-03-01' }, attempt: 1, stopped: false }]);
    });

    it('does an id once, however often and from wherever it is asked for', async () => {
      const queues = await underTest.make(2);
      const done: Array<string> = [];
      for (const queue of queues) await working(queue, { score: noting(done) });
      const asked = { name: 'score', id: 'score-1', data: {} };
      for (const queue of [...queues, ...queues]) await queue.add(asked);
      for (const queue of queues) await until(queue, 'score-1', 'done');
      for (const queue of queues) await queue.add(asked);
      const [queue] = queues;
      await queue?.add({ name: 'score', id: 'score-2', data: {} });
      for (const queue of queues) await until(queue, 'score-2', 'done');
      expect(done).toEqual(['score-1', 'score-2']);
    });

    it('does a step after all it waits for', async () => {
      const queue = await one();
      const done: Array<string> = [];
      const step = noting(done);
      await working(queue, { step });
      const named = (id: string) => ({ name: 'step', id, data: {} });
      await queue.add({
        ...named('score'),
        after: [{ ...named('join'), after: [named('fold-a'), named('fold-b')] }],
      });
      await until(queue, 'score', 'done');
      expect(done.slice(0, 2).sort()).toEqual(['fold-a', 'fold-b']);
      expect(done.slice(2)).toEqual(['join', 'score']);
    });

    it('tries again what failed, and tells of it', async () => {
      const queue = await one();
      const attempts: Array<number> = [];
      await working(queue, {
        score: async ({ attempt }) => {
          attempts.push(attempt);
          if (attempt < 3) throw new Error('the store was away');
        },
      });
      await queue.add({ name: 'score', id: 'flaky', data: {} });
      await until(queue, 'flaky', 'done');
      expect(attempts).toEqual([1, 2, 3]);
      const told = failures.filter(({ id }) => id === 'flaky');
      expect(told).toMatchObject([
        { name: 'score', attempt: 1, isLast: false },
        { attempt: 2, isLast: false },
      ]);
    });

    it('gives up in the end, with all that waits for it', async () => {
      const queue = await one();
      const done: Array<string> = [];
      await working(queue, {
        broken: async () => {
          throw new Error('cannot be done');
        },
        step: noting(done),
      });
      const broken = { name: 'broken', id: 'broken', data: {} };
      await queue.add({
        name: 'step',
        id: 'last',
        data: {},
        after: [{ name: 'step', id: 'middle', data: {}, after: [broken] }],
      });
      for (const id of ['broken', 'middle', 'last']) await until(queue, id, 'failed');
      expect(done).toEqual([]);
      expect(failures.filter(({ id }) => id === 'broken').map(({ isLast }) => isLast)).toEqual([false, false, true]);
    });

    it('asks for what is scheduled once, whoever declares it', async () => {
      const queues = await underTest.make(2);
      const done: Array<string> = [];
      const requestOn = (name: string) => (day: string) => ({ name: 'step', id: `${name}-${day}`, data: { day } });
      const schedules = [
        { name: 'refresh', every: 'day', requestOn: requestOn('refresh') },
        { name: 'retrain', every: 'week', requestOn: requestOn('retrain') },
      ] as const;
      for (const queue of queues) await working(queue, { step: noting(done) }, schedules);
      await expect.poll(() => done.length, { timeout: 20_000, interval: 10 }).toBe(2);
      const [refresh = '', retrain = ''] = done.toSorted();
      expect(refresh).toMatch(/^refresh-\d{4}-\d\d-\d\d$/);
      expect(new Date(retrain.slice('retrain-'.length)).getUTCDay()).toBe(1);
      const [queue] = queues;
      await queue?.add({ name: 'step', id: 'after', data: {} });
      await until(queue as JobQueue, 'after', 'done');
      expect(done).toHaveLength(3);
    });

    it('stops once what is being done has ended, which is told so', async () => {
      const queue = await one();
      const said: Array<string> = [];
      const worker = await working(queue, {
        long: ({ signal }) =>
          new Promise((resolve) => {
            said.push('began');
            signal.addEventListener('abort', () => {
              said.push('told to stop');
              setTimeout(() => {
                said.push('ended');
                resolve();
              }, 20);
            });
          }),
      });
      await queue.add({ name: 'long', id: 'long', data: {} });
      await expect.poll(() => said, { timeout: 20_000, interval: 10 }).toEqual(['began']);
      await worker.stop();
      expect(said).toEqual(['began', 'told to stop', 'ended']);
      expect(await queue.stateOf('long')).toBe('done');
    });
  });
};
