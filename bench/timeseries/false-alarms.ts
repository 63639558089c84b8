import * as E from 'fp-ts/lib/Either.js';
import { normalDraw, uniformOf } from '../../ml/statistics/random.js';
import type { Anomaly } from '../../ml/timeseries/anomalies/anomaly.js';
import { withoutFalseDiscoveries } from '../../ml/timeseries/anomalies/false-discoveries.js';
import { metricMonitor } from '../../ml/timeseries/anomalies/monitor/metric-monitor.js';
import { ANOMALY_OPTIONS, type AnomalyOptions } from '../../ml/timeseries/anomalies/options.js';
import { anomaliesOf } from '../../ml/timeseries/anomalies/retrospective/anomalies-of.js';
import { simulateDetector } from '../../ml/timeseries/anomalies/simulate-detector.js';
import { CLEAN, weekdayOf } from './false-alarms/series.js';
import type { Suite } from './suite.js';

const YEAR = 365;
/** Days in which the monitor learns and says nothing. */
const LEARNING = 44;
const SERIES = 30;
const LENGTH = LEARNING + YEAR;

type Find = (series: Float64Array, options: AnomalyOptions) => ReadonlyArray<Anomaly>;

const found = <L>(result: E.Either<L, ReadonlyArray<Anomaly>>): ReadonlyArray<Anomaly> => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const VIEWS: Readonly<Record<string, Find>> = {
  'as of each day': (series, options) => found(simulateDetector(series, options)),
  retrospective: (series, options) => found(anomaliesOf(series, options)),
};

const falseAlarms = (seed: number, falseAlarmsPerYear: number) =>
  Object.fromEntries(
    CLEAN.map(({ name, counts, make }) => [
      name,
      Object.fromEntries(
        Object.entries(VIEWS).map(([view, find]) => {
          const all = Array.from({ length: SERIES }, (_, i) =>
            find(make(uniformOf(1000 * seed + i), LENGTH), { ...ANOMALY_OPTIONS, counts, falseAlarmsPerYear }),
          );
          const years = view === 'retrospective' ? LENGTH / YEAR : 1;
          return [view, all.flat().length / SERIES / years];
        }),
      ),
    ]),
  );

const AT = 250;

/** What is done to a series from `AT` on, in deviations of its noise. */
const HAPPENINGS: ReadonlyArray<
  readonly [string, number, (value: number, since: number, deviation: number, noise: number) => number]
> = [
  ['point of 4 deviations', 1, (value, since, deviation) => value + (since === 0 ? 4 * deviation : 0)],
  ['point of 5 deviations', 1, (value, since, deviation) => value + (since === 0 ? 5 * deviation : 0)],
  ['point of 6 deviations', 1, (value, since, deviation) => value + (since === 0 ? 6 * deviation : 0)],
  ['level by 2 deviations', 21, (value, _since, deviation) => value - 2 * deviation],
  ['level by 3 deviations', 21, (value, _since, deviation) => value - 3 * deviation],
  ['slope of a deviation a week', 42, (value, since, deviation) => value - (since / 7) * deviation],
  ['scatter times 3', 42, (value, _since, deviation, noise) => value + Math.sqrt(8) * deviation * noise],
  ['ten days without the week', 10, (value, since) => (since < 10 ? value - weekdayOf(AT + since) : value)],
  ['five days missing', 5, (value, since) => (since < 5 ? Number.NaN : value)],
];

const power = (seed: number) => {
  const clean = CLEAN.find(({ name }) => name === 'week');
  if (clean === undefined) return {};
  return Object.fromEntries(
    HAPPENINGS.map(([happening, within, change]) => [
      happening,
      Object.fromEntries(
        Object.entries(VIEWS).map(([view, find]) => {
          const hits = Array.from({ length: SERIES }, (_, i) => {
            const uniform = uniformOf(5000 * seed + i);
            const series = clean.make(uniform, LENGTH);
            for (let at = AT; at < LENGTH; at += 1)
              series[at] = change(series[at] as number, at - AT, clean.deviation, normalDraw(uniform));
            return find(series, ANOMALY_OPTIONS).some(({ from, to }) => from <= AT + within && to >= AT - 1);
          }).filter(Boolean);
          return [view, hits.length / SERIES];
        }),
      ),
    ]),
  );
};

const METRICS = 10_000;
const RATE = 0.05;
const STRUCK = 20;
const STRUCK_BY = 20;
const DAY = 75;

/** One day of ten thousand metrics, of all kinds of clean series by turns; on some of them a point of twenty deviations falls. */
const oneDay = (seed: number, struck: number) => {
  const findings = Array.from({ length: METRICS }, (_, i) => {
    const { counts, make, deviation } = CLEAN[i % CLEAN.length] as (typeof CLEAN)[number];
    const series = make(uniformOf(100_000 * seed + i), DAY);
    const isStruck = i < struck;
    if (isStruck) series[DAY - 1] = (series[DAY - 8] || series[DAY - 15] || 0) + STRUCK_BY * deviation;
    const { initial, observe } = metricMonitor({ ...ANOMALY_OPTIONS, counts });
    let state = initial;
    let pValue = 1;
    for (const value of series) {
      const [next, observed] = observe(state, value);
      state = next;
      pValue = observed.pValue;
    }
    return { pValue, isStruck };
  });
  const shown = withoutFalseDiscoveries(findings, METRICS, RATE);
  return {
    'alone at one a year': findings.filter(({ pValue }) => pValue < 1 / YEAR).length,
    shown: shown.length,
    'of them false': shown.filter(({ isStruck }) => !isStruck).length,
    struck,
  };
};

/** How often nothing alarms, how often something does, and what is left of ten thousand metrics on one day. */
export const falseAlarmRates: Suite = async ({ seed }) => {
  for (const stated of [1, 4]) {
    console.log(`alarms a year in series in which nothing happens; stated: at most ${stated}; ${SERIES} series each`);
    console.table(falseAlarms(seed, stated));
  }
  console.log(`share found in a weekly series at one false alarm a year, ${SERIES} series each`);
  console.table(power(seed));
  console.log(`one day of ${METRICS} metrics, at most ${RATE} of what is shown false`);
  console.table({ 'nothing happens': oneDay(seed, 0), 'something happens to some': oneDay(seed + 1, STRUCK) });
};
