import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import { makeInMemoryOnlineFeatures } from '../../infrastructure/in-memory/online-features.js';
import { makeRedisOnlineFeatures } from '../../infrastructure/redis/online-features.js';
import { makeDataset } from '../../ml/datasets/dataset.js';
import { snapshotDays } from '../../ml/datasets/snapshot-days.js';
import { computeFeatures } from '../../ml/features/compute-features.js';
import { features } from '../../ml/features/definitions/all.js';
import { featureSetOf } from '../../ml/features/feature-set.js';
import { makeLearningThreads } from '../../ml/learning/threads/learning-threads.js';
import { makeScoringThreads } from '../../ml/scoring/scoring-threads.js';
import { quantile } from '../../ml/statistics/quantile.js';
import { makeTrainingCompany } from '../features/training-company.js';
import { learnModels } from './learn-models.js';
import { makeScoredBook, manyRows } from './scored-book.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'serving' },
    company: { type: 'string', default: '120' },
    months: { type: 'string', default: '18' },
    accounts: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '10' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const by = { correlationId: 'bench', causationId: null, actor: 'bench', source: null };

const cpuOf = async <A>(work: () => Promise<A>) => {
  const from = performance.now();
  const before = process.cpuUsage();
  const made = await work();
  const { user, system } = process.cpuUsage(before);
  return { made, cpu: (user + system) / 1e6, elapsed: (performance.now() - from) / 1e3 };
};

/** Milliseconds that the thread which answers was late at most, 99 times of 100. */
const lateness = async (work: () => Promise<unknown>): Promise<string> => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return `event loop late by p50 ${(delay.percentile(50) / 1e6 - 5).toFixed(1)}, p99 ${(delay.percentile(99) / 1e6 - 5).toFixed(1)} ms`;
};

const set = featureSetOf(features);
const { inputs, accountIds, from, until } = await makeTrainingCompany(
  values.seed,
  Number(values.company),
  Number(values.months),
);
const data = await makeDataset(inputs, set)({ accountIds, grain: 'month', from, to: until, until });
const snapshots = await computeFeatures(inputs, set)(accountIds, snapshotDays('month', from, until));
const rows = manyRows(snapshots, Number(values.accounts));

const { learn, close: closeLearning } = makeLearningThreads(1);
const learning = await cpuOf(() => learnModels(learn, data));
const models = learning.made;
say(`models of ${data.keys.length} rows x ${features.length} columns learned in ${learning.cpu.toFixed(0)} CPU s`);
say(
  `churn ${(models.churn.length / 2 ** 20).toFixed(1)} MiB, expansion ${(models.expansion.length / 2 ** 20).toFixed(1)} MiB`,
);

const scoring = makeScoringThreads(Number(values.threads));
const predict = makeScoredBook(set, scoring.score, models);
const redis = process.env['REDIS_URL'];
const online = redis === undefined ? makeInMemoryOnlineFeatures() : makeRedisOnlineFeatures({ url: redis });
await online.put(set.hash, rows);
const scoreOne = async ({ accountId }: FeatureRow): Promise<void> => {
  const row = await online.get(set.hash, accountId);
  if (row !== undefined) await predict([row], by);
};

/** Scores accounts at a steady rate, and answers how many milliseconds each took from when it was due. */
const atRate = async (): Promise<Float64Array> => {
  const count = Number(values.rate) * Number(values.seconds);
  const start = performance.now();
  const took = new Float64Array(count);
  const under: Array<Promise<void>> = [];
  for (let i = 0; i < count; i += 1) {
    const due = start + (i * 1e3) / Number(values.rate);
    while (performance.now() < due) await sleep(1);
    const one = scoreOne(rows[i % rows.length] as FeatureRow).then(() => {
      took[i] = performance.now() - due;
    });
    under.push(one);
  }
  await Promise.all(under);
  return took;
};
const inWords = (took: Float64Array): string =>
  [0.5, 0.99].map((q) => `p${q * 100} ${quantile(took, q).toFixed(1)}`).join(', ');

for (const row of rows.slice(0, 50)) await scoreOne(row);
const alone = await cpuOf(atRate);
say(
  `${values.rate}/s, features from ${redis === undefined ? 'memory' : 'Redis'}: ${inWords(alone.made)} ms; ` +
    `${((1e3 * alone.cpu) / alone.made.length).toFixed(2)} ms of CPU an account, both models with reasons`,
);

const all = await cpuOf(() => predict(rows, by));
say(
  `${rows.length} accounts, both models with reasons and similar accounts, ${values.threads} threads: ${all.elapsed.toFixed(1)} s, ` +
    `${all.cpu.toFixed(1)} CPU s, ${((1e3 * all.cpu) / rows.length).toFixed(2)} ms of CPU each`,
);
const again = learnModels(learn, data).catch(() => undefined);
say(`while models are learned: ${await lateness(async () => say(`${values.rate}/s: ${inWords(await atRate())} ms`))}`);

await Promise.all([scoring.close(), closeLearning()]);
await again;
