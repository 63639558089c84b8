import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { inFlight } from '../../application/in-flight.js';
import { makeSeriesAnalysis } from '../../ml/analysis/series-analysis.js';
import { tasks } from '../../ml/analysis/tasks.js';
import { normalDraw, uniformOf } from '../../ml/statistics/random.js';
import { tellBesideStatsmodels } from './beside-statsmodels.js';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100' },
    metrics: { type: 'string', default: '10' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
  },
});
const accounts = Number(values.accounts);
const metrics = Number(values.metrics);
const days = Number(values.days);

/** A count with a week, a slope and some noise in it, each of its own size. */
const seriesOf = (number: number): Float64Array => {
  const uniform = uniformOf(Number(values.seed) * 1_000_003 + number);
  const level = 20 + 200 * uniform();
  const week = level * 0.4 * uniform();
  const slope = (level * (uniform() - 0.5)) / days;
  return Float64Array.from({ length: days }, (_, day) =>
    Math.max(
      0,
      Math.round(level + slope * day + week * Math.sin((2 * Math.PI * day) / 7) + 0.1 * level * normalDraw(uniform)),
    ),
  );
};

const PERIODS = [7, 365.25 / 12, 365.25 / 4];
const FORECAST = { horizon: 30, periods: [7], isCount: true };
const LEADS = { periods: [7], longestLag: 30 };
const watched = (values: Float64Array) => ({ values, counts: true, step: 'day' as const, falseAlarmsPerYear: 1 });

const threads = availableParallelism();
const analysis = makeSeriesAnalysis(threads);
const spent = { decompose: 0, forecast: 0, 'detect as of each day': 0, correlate: 0 };
const timed = async (what: keyof typeof spent, work: () => Promise<unknown>): Promise<void> => {
  const began = performance.now();
  await work();
  spent[what] += performance.now() - began;
};

const bar = new SingleBar({ format: '{bar} {value}/{total} accounts, {eta_formatted} left' });
bar.start(accounts, 0);
const began = performance.now();
const cpuBefore = process.cpuUsage();
let mostResident = 0;
await inFlight(
  threads,
  Array.from({ length: accounts }, (_, account) => account),
  async (account) => {
    const all = Array.from({ length: metrics }, (_, metric) => seriesOf(account * metrics + metric));
    for (const series of all) {
      await timed('decompose', () => analysis.decompose(series, PERIODS));
      await timed('forecast', () => analysis.forecast(series, FORECAST));
    }
    await timed('detect as of each day', () => analysis.detectAnomalies(all.map(watched), days));
    await timed('correlate', () => analysis.leads(all, LEADS));
    mostResident = Math.max(mostResident, process.memoryUsage().rss);
    bar.increment();
    return 'go on';
  },
);
bar.stop();
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
await analysis.close();

const series = accounts * metrics;
console.log(
  `${accounts} accounts x ${metrics} metrics x ${days} days, seed ${values.seed}, ${threads} threads: ${seconds.toFixed(1)} s, at most ${Math.round(mostResident / 2 ** 20)} MiB resident`,
);
for (const [what, ms] of Object.entries(spent))
  console.log(`${what.padEnd(24)} ${(ms / series).toFixed(1)} ms a series, while another thread works`);
const cpu = (user + system) / 1000 / series;
console.log(`all of it: ${cpu.toFixed(1)} ms of CPU a series, threads and all`);
const minutes = (ms: number) => ((ms * 100_000) / 60_000).toFixed(0);
console.log(
  `10,000 accounts x 10 metrics: ${minutes((1000 * seconds) / series)} min at this rate, ${minutes(cpu / threads)} min on ${threads} cores with nothing else to do`,
);

/** In this thread, with nothing beside it, after it has been done once. */
const aloneIn = (work: (each: ReadonlyArray<Float64Array>) => unknown): number => {
  const some = Array.from({ length: metrics }, (_, metric) => seriesOf(metric));
  work(some);
  const before = process.cpuUsage();
  for (let account = 1; account <= 5; account += 1)
    work(Array.from({ length: metrics }, (_, metric) => seriesOf(account * metrics + metric)));
  const spentCpu = process.cpuUsage(before);
  return (spentCpu.user + spentCpu.system) / 1000 / (5 * metrics);
};
const parts: Readonly<Record<string, (all: ReadonlyArray<Float64Array>) => unknown>> = {
  decompose: (all) => all.map((each) => tasks.decompose(each, PERIODS)),
  forecast: (all) => all.map((each) => tasks.forecast(each, FORECAST)),
  'detect as of each day': (all) => tasks.detectAnomalies(all.map(watched), days),
  correlate: (all) => tasks.leads(all, LEADS),
};
for (const [name, work] of Object.entries(parts))
  console.log(`${name.padEnd(24)} ${aloneIn(work).toFixed(1)} ms of CPU a series`);
tellBesideStatsmodels(seriesOf(1));
