import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = `
  import { makeSeriesAnalysis } from './dist/ml/analysis/series-analysis.js';
  const analysis = makeSeriesAnalysis(2);
  const values = Float64Array.from({ length: 140 }, (_, i) => 50 + 10 * Math.sin(2 * Math.PI * i / 7) + 6 * Math.sin(i * i));
  let turns = 0;
  const turning = setInterval(() => turns++, 1);
  const detected = analysis.detectAnomalies(Array.from({ length: 40 }, () => ({ values: values.with(139, 0), counts: true, step: 'day', falseAlarmsPerYear: 1 })), 1);
  const [parts, told, leads, alarms, found] = await Promise.all([
    analysis.decompose(values, [7]),
    analysis.forecast(values, { horizon: 7, periods: [7], isCount: true }),
    analysis.leads([values, values.map(Math.sqrt)], { periods: [7], longestLag: 3 }),
    analysis.simulateDetector({ values, counts: true, step: 'day' }, 1),
    detected,
  ]);
  clearInterval(turning);
  await analysis.close();
  console.log(JSON.stringify({
    period: parts.right.seasons[0].period, horizon: told.right.point.length, leads: leads.length, alarms: alarms.length,
    found: found.flat().length, wasFree: turns > 0,
  }));
`;

it('series are analysed in threads, and the thread that asks stays free', async () => {
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  const { stdout } = await run;
  expect(JSON.parse(stdout)).toEqual({
    ...{ period: 7, horizon: 7, leads: 2, alarms: 0 },
    ...{ found: 40, wasFree: true },
  });
});
