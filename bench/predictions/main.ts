import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { makeDataset } from '../../ml/datasets/dataset.js';
import { features } from '../../ml/features/definitions/all.js';
import { featureSetOf } from '../../ml/features/feature-set.js';
import { makeLearningThreads } from '../../ml/learning/threads/learning-threads.js';
import { makeTrainingCompany } from '../features/training-company.js';
import { benchChurn } from './churn.js';
import { benchExpansion } from './expansion.js';
import { say } from './print-table.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '11' },
    accounts: { type: 'string', default: '400' },
    months: { type: 'string', default: '24' },
    models: { type: 'string', default: 'churn,expansion' },
  },
});

const models = values.models.split(',');
const { learn, close } = makeLearningThreads(Math.max(1, availableParallelism() - 1));
const LEARNING_SEED = 1;

for (const seed of values.seeds.split(',')) {
  const company = await makeTrainingCompany(seed, Number(values.accounts), Number(values.months));
  const { inputs, accountIds, from, until } = company;
  const dataset = await makeDataset(
    inputs,
    featureSetOf(features),
  )({ accountIds, grain: 'month', from, to: until, until });
  say(`seed ${seed}: ${accountIds.length} accounts, ${values.months} months, ${dataset.keys.length} rows`);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.cpuUsage();
  if (models.includes('churn')) await benchChurn(learn, dataset, company, LEARNING_SEED);
  if (models.includes('expansion')) await benchExpansion(learn, dataset, LEARNING_SEED);
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  say(
    `  trained in ${((user + system) / 1e6).toFixed(0)} CPU s; meanwhile the event loop was late by ` +
      `${(delay.percentile(50) / 1e6).toFixed(1)} ms (p50), ${(delay.percentile(99) / 1e6).toFixed(1)} ms (p99)`,
  );
}
await close();
