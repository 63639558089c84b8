import { gapProbability } from '../missing-data.js';
import { runsOf, type Stretch } from './stretch.js';

/** Runs of gaps after the first value that are longer than gaps by chance. */
export const missingRuns = (series: Float64Array, level: number): ReadonlyArray<Stretch> => {
  const first = series.findIndex((value) => !Number.isNaN(value));
  const gaps = Array.from(series.keys()).filter((at) => at > first && Number.isNaN(series[at]));
  return runsOf(gaps)
    .map(({ from, to }) => {
      const run = to - from + 1;
      return { from, to, pValue: gapProbability(run, gaps.length - run, series.length - first - run) };
    })
    .filter(({ pValue }) => pValue < level);
};
