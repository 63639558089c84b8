import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const beginning = `
  import { createHash } from 'node:crypto';
  import { Worker } from 'node:worker_threads';
  import { makeLearningThreads } from './dist/ml/learning/threads/learning-threads.js';
  import { trainChurn } from './dist/ml/churn/train-churn.js';
  import { uniformOf } from './dist/ml/statistics/random.js';
  const uniform = uniformOf(1);
  const rows = 240;
  const values = Float64Array.from({ length: 2 * rows }, uniform);
  const labels = Float64Array.from({ length: rows }, (_, row) => (uniform() < values[2 * row] * values[2 * row + 1] ? 1 : 0));
  const days = Int32Array.from({ length: rows }, (_, row) => 20_000 + 30 * (row % 12));
  const dataset = {
    features: { columns: ['x', 'y'].map((name) => ({ name, kind: 'number' })), rows, values },
    keys: Array.from(days, (day, row) => ({ accountId: 'account-' + Math.floor(row / 12), day: new Date(day * 86_400_000).toISOString().slice(0, 10) })),
    days, groups: Int32Array.from(days, (_, row) => Math.floor(row / 12)), leaves: { 30: labels, 90: labels, 180: labels },
  };
`;

const run = async (script: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', beginning + script]);
  return JSON.parse(stdout);
};

it('a model is the same, byte by byte, on any number of threads', async () => {
  const digests = await run(`
    const digests = [];
    for (const threads of [1, 2]) {
      const { learn, close } = makeLearningThreads(threads);
      const { right } = await trainChurn(learn, dataset, 5);
      await close();
      digests.push(createHash('sha256').update(right.bytes).digest('hex'));
    }
    console.log(JSON.stringify(digests));
  `);
  expect(new Set(digests as ReadonlyArray<string>)).toHaveLength(1);
});

it('where a thread is lost in the middle, nothing comes of it, and the next training has another', async () => {
  const outcomes = await run(`
    const workers = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...sent) { workers.push(this); return post.apply(this, sent); };
    const { learn, close } = makeLearningThreads(1);
    let killed = false;
    const onProgress = () => { if (!killed) { killed = true; workers.at(-1).terminate(); } };
    const lost = await trainChurn(learn, dataset, 5, { onProgress });
    const again = await trainChurn(learn, dataset, 5);
    await close();
    console.log(JSON.stringify({ lost, again: again._tag }));
  `);
  expect(outcomes).toEqual({
    lost: { _tag: 'Left', left: { _tag: 'Interrupted', reason: 'thread lost' } },
    again: 'Right',
  });
});
