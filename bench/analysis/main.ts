import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { inFlight } from '../../application/in-flight.js';
import { makeSeriesAnalysis } from '../../ml/analysis/series-analysis.js';
import { normalDraw, uniformOf } from '../../ml/statistics/random.js';

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
let mostResident = 0;
await inFlight(
  threads,
  Array.from({ length: accounts }, (_, account) => account),
  async (account) => {
    const all = Array.from({ length: metrics }, (_, metric) => seriesOf(account * metrics + metric));
    for (const series of all) {
      await timed('decompose', () => analysis.decompose(series, [7, 365.25 / 12, 365.25 / 4]));
      await timed('forecast', () => analysis.forecast(series, { horizon: 30, periods: [7], isCount: true }));
    }
    await timed('detect as of each day', () =>
      analysis.detectAnomalies(
        all.map((series) => ({ values: series, counts: true, step: 'day', falseAlarmsPerYear: 1 })),
        days,
      ),
    );
    await timed('correlate', () => analysis.leads(all, { periods: [7], longestLag: 30 }));
    mostResident = Math.max(mostResident, process.memoryUsage().rss);
    bar.increment();
    return 'go on';
  },
);
bar.stop();
const seconds = (performance.now() - began) / 1000;
await analysis.close();

const series = accounts * metrics;
console.log(
  `${accounts} accounts x ${metrics} metrics x ${days} days, seed ${values.seed}, ${threads} threads: ${seconds.toFixed(1)} s, at most ${Math.round(mostResident / 2 ** 20)} MiB resident`,
);
for (const [what, ms] of Object.entries(spent))
  console.log(`${what.padEnd(24)} ${(ms / series).toFixed(1)} ms a series, while another thread works`);
console.log(`10,000 accounts x 10 metrics at this rate: ${(((seconds / series) * 100_000) / 60).toFixed(0)} min`);
