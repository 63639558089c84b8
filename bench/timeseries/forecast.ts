import { join } from 'node:path';
import { type BackTest, backTest } from '../../ml/timeseries/forecast/back-test.js';
import { type CompetitionSet, competitionSets } from './competition-sets.js';
import { datedSeries } from './dated-series.js';
import { madeUpCounts, madeUpSeries } from './made-up-series.js';
import type { Suite } from './suite.js';

type Measured = CompetitionSet & { readonly origins?: number; readonly count?: boolean };

const madeUpSets = (seed: number): ReadonlyArray<Measured> => [
  {
    name: 'made up, monthly',
    periods: [12],
    horizon: 18,
    series: madeUpSeries(seed, 500, { period: 12, horizon: 18, shortest: 48, longest: 126 }),
  },
  {
    name: 'made up, quarterly',
    periods: [4],
    horizon: 8,
    series: madeUpSeries(seed + 1, 500, { period: 4, horizon: 8, shortest: 16, longest: 64 }),
  },
  { name: 'made up, mostly zeros', periods: [7], horizon: 14, count: true, series: madeUpCounts(seed + 2, 200, 200) },
];

const FIVE_MINUTES = 300_000;

const datedSets = (data: string): ReadonlyArray<Measured> => {
  const file = (name: string): string => join(data, 'wiki', `example_${name}.csv`);
  const daily = { periods: [7, 365], horizon: 28, origins: 12 };
  return [
    {
      name: 'air passengers, retail sales (monthly)',
      periods: [12],
      horizon: 12,
      origins: 7,
      series: [datedSeries(file('air_passengers'), 'month'), datedSeries(file('retail_sales'), 'month')],
    },
    { ...daily, name: 'page views, log (daily)', series: [datedSeries(file('wp_log_peyton_manning'), 'day')] },
    {
      ...daily,
      name: 'page views, log, with outliers (daily)',
      series: [datedSeries(file('wp_log_R'), 'day'), datedSeries(file('wp_log_R_outliers1'), 'day')],
    },
    { ...daily, name: 'pedestrians (daily)', count: true, series: [datedSeries(file('pedestrians_covid'), 'day')] },
    {
      name: 'temperatures (five minutes)',
      periods: [288],
      horizon: 288,
      origins: 10,
      series: [datedSeries(file('yosemite_temps'), FIVE_MINUTES)],
    },
  ];
};

const PUBLISHED = `
Published, sMAPE (Makridakis and Hibon 2000; Fiorucci et al. 2016; Makridakis et al. 2020):
  M3 monthly    Theta 13.9, optimised Theta 13.7, ForecastPro 13.9, Naive2 16.9; quarterly  Theta 9.0, optimised Theta 9.3, ForecastPro 9.8, Naive2 10.0
  M4 weekly     Theta 9.1, Naive2 9.2, winner 7.8; hourly  Theta 18.1, last season once more 13.9, winner 9.3
  Coverage of 95 % intervals on M3 monthly: R's ets 91.6 %, Theta 90.5 %`;

const HEADING = [
  '',
  'series',
  'forecasts',
  'sMAPE',
  'MASE',
  'naive sMAPE',
  'naive MASE',
  '80 %',
  '95 %',
  'CPU',
  'series/s',
];

const row = (set: Measured, result: BackTest, seconds: number): ReadonlyArray<string> => [
  set.name,
  String(set.series.length),
  String(result.forecasts) + (result.refused === 0 ? '' : ` (${result.refused} refused)`),
  result.symmetricError.toFixed(2),
  result.scaledError.toFixed(3),
  result.naive.symmetricError.toFixed(2),
  result.naive.scaledError.toFixed(3),
  (100 * result.coverage.of80).toFixed(1),
  (100 * result.coverage.of95).toFixed(1),
  `${seconds.toFixed(1)} s`,
  (result.forecasts / seconds).toFixed(0),
];

/** Forecasts from earlier times held against what came, with every forecast's rehearsals in its time. */
export const forecast: Suite = async ({ data, seed }) => {
  const sets: ReadonlyArray<Measured> = [
    ...madeUpSets(seed),
    ...(data === undefined ? [] : [...datedSets(data), ...competitionSets(data)]),
  ];
  console.log(`\nForecasts, seed ${seed}\n| ${HEADING.join(' | ')} |\n|${' --- |'.repeat(HEADING.length)}`);
  for (const set of sets) {
    const before = process.cpuUsage();
    const result = backTest(set.series, set, set.origins);
    const { user, system } = process.cpuUsage(before);
    console.log(`| ${row(set, result, (user + system) / 1e6).join(' | ')} |`);
  }
  console.log(PUBLISHED);
};
