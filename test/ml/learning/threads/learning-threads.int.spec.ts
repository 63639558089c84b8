import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const beginning = `
  import { createHash } from 'node:crypto';
  import { makeLearningThreads } from './dist/ml/learning/threads/learning-threads.js';
  import { crossValidateBoosting } from './dist/ml/learning/threads/cross-validate.js';
  import { boostingDefaults } from './dist/ml/learning/boosting/settings.js';
  import { forestDefaults } from './dist/ml/learning/forest/train-forest.js';
  import { writeModelFile } from './dist/ml/learning/model-file/model-file.js';
  import { uniformOf } from './dist/ml/statistics/random.js';
  const uniform = uniformOf(1);
  const rows = 1500;
  const values = Float64Array.from({ length: 3 * rows }, uniform);
  const labels = Float64Array.from({ length: rows }, (_, row) => (values[3 * row] + uniform() > 1 ? 1 : 0));
  const examples = { features: { columns: ['x', 'y', 'z'].map((name) => ({ name, kind: 'number' })), rows, values }, labels };
  const digest = (model) => createHash('sha256').update(writeModelFile('any', model)).digest('hex');
`;

const run = async (script: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', beginning + script]);
  return JSON.parse(stdout);
};

it('models are the same, byte by byte, on any number of threads, and the thread that asks stays free', async () => {
  const digests = await run(`
    const asked = { examples, settings: { ...boostingDefaults, rounds: 60, rowShare: 0.7, columnShare: 0.7 }, seed: 3 };
    const folds = Int32Array.from({ length: rows }, (_, row) => row % 4);
    const learnOn = async (threads) => {
      const { learn, close } = makeLearningThreads(threads);
      const learned = await Promise.all([
        learn('boosting', asked),
        learn('forest', { examples, settings: { ...forestDefaults, trees: 20 }, seed: 3 }),
        crossValidateBoosting(learn)(examples, folds, asked.settings, 3),
      ]);
      await close();
      return learned.map((model) => digest(model.right));
    };
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    const learned = [await learnOn(1), await learnOn(2), await learnOn(3)];
    clearInterval(turning);
    console.log(JSON.stringify({ learned, wasFree: turns > 20 }));
  `);
  const [once] = (digests as { learned: ReadonlyArray<ReadonlyArray<string>> }).learned;
  expect(new Set(once)).toHaveLength(3);
  expect(digests).toEqual({ learned: [once, once, once], wasFree: true });
});

it('progress is told, and a training stops when asked to', async () => {
  const told = await run(`
    const { learn, close } = makeLearningThreads(1);
    const stopping = new AbortController();
    const seen = [];
    const onProgress = (done, of) => { seen.push(done); if (done > 20) stopping.abort(); };
    const settings = { ...boostingDefaults, rounds: 100_000 };
    const answer = await learn('boosting', { examples, settings, seed: 1 }, { onProgress, signal: stopping.signal });
    const again = await learn('boosting', { examples, settings: boostingDefaults, seed: 1 });
    await close();
    console.log(JSON.stringify({ answer, told: seen.length > 0, again: again._tag }));
  `);
  expect(told).toEqual({
    answer: { _tag: 'Left', left: { _tag: 'Interrupted', reason: 'cancelled' } },
    ...{ told: true, again: 'Right' },
  });
});

it('a thread that is lost while it learns is a refusal, and the next lesson has another', async () => {
  const answers = await run(`
    import { Worker } from 'node:worker_threads';
    const killed = [];
    const start = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...sent) { killed.push(this); return start.apply(this, sent); };
    const { learn, close } = makeLearningThreads(1);
    const settings = { ...boostingDefaults, rounds: 100_000 };
    const learning = learn('boosting', { examples, settings, seed: 1 }, { onProgress: (done) => { if (done > 5) killed.at(-1).terminate(); } });
    const answer = await learning;
    const again = await learn('boosting', { examples, settings: boostingDefaults, seed: 1 });
    await close();
    console.log(JSON.stringify({ answer, again: again._tag }));
  `);
  expect(answers).toEqual({
    answer: { _tag: 'Left', left: { _tag: 'Interrupted', reason: 'thread lost' } },
    again: 'Right',
  });
});
