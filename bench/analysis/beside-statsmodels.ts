import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stl } from '../../ml/timeseries/decomposition/stl.js';

/** A system's own Python, where its package python3-statsmodels would be. */
const PYTHON = '/usr/bin/python3';
const PERIOD = 7;
const TIMES = 50;

/** The same windows and jumps as ours; its rounds of robustness are a fixed number, ours end when the weights settle. */
const PROGRAM = `
import json, sys, time
import numpy
from statsmodels.tsa.seasonal import STL
series = numpy.array(json.load(sys.stdin))
for robust in (True, False):
    began = time.process_time()
    for _ in range(${TIMES}):
        STL(series, period=${PERIOD}, seasonal=11, trend_jump=2, robust=robust).fit()
    print((time.process_time() - began) / ${TIMES} * 1000)
`;

const ours = (series: Float64Array, robustRounds: number): number => {
  const run = () => {
    for (let time = 0; time < TIMES; time += 1) stl(series, PERIOD, { robustRounds });
  };
  run();
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000 / TIMES;
};

/** Prints what STL of one series takes here and in statsmodels, or that there is none. */
export const tellBesideStatsmodels = (series: Float64Array): void => {
  const here = [ours(series, 15), ours(series, 0)];
  let there: ReadonlyArray<number>;
  try {
    if (!existsSync(PYTHON)) throw new Error(`there is no ${PYTHON}`);
    const told = execFileSync(PYTHON, ['-c', PROGRAM], {
      input: JSON.stringify([...series]),
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    there = told.trim().split('\n').map(Number);
  } catch {
    console.log(
      `SKIPPED: STL beside statsmodels (python3-statsmodels is not installed); ours ${here.map((ms) => ms.toFixed(2)).join(' and ')} ms`,
    );
    return;
  }
  for (const [i, name] of ['robust', 'not robust'].entries())
    console.log(
      `STL of ${series.length} values, period ${PERIOD}, ${name}: ${here[i]?.toFixed(2)} ms of CPU, statsmodels ${there[i]?.toFixed(2)} ms`,
    );
};
