import * as E from 'fp-ts/lib/Either.js';
import type { FoundAnomaly, JudgedValues, WatchedValues } from '../../application/ports/anomaly-detection.js';
import type { Anomaly } from '../timeseries/anomalies/anomaly.js';
import { simulateDetector as alarmsOver } from '../timeseries/anomalies/simulate-detector.js';

const steps = {
  day: { periods: [7], valuesPerYear: 365, days: 1 },
  week: { periods: [], valuesPerYear: 52, days: 7 },
} as const;

const foundOf = ({ kind, from, to, value, expected, low, high, score, severity }: Anomaly): FoundAnomaly => ({
  ...{ kind, from, to, expected, low, high, score, severity },
  value: Number.isNaN(value) ? null : value,
});

const alarmsOf = ({ values, counts, step }: WatchedValues, falseAlarmsPerYear: number): ReadonlyArray<Anomaly> => {
  const { periods, valuesPerYear } = steps[step];
  const options = { periods, valuesPerYear, falseAlarmsPerYear, weight: 1, counts };
  const alarms = alarmsOver(values, options);
  return E.isRight(alarms) ? alarms.right : [];
};

export const simulateDetector = (series: WatchedValues, falseAlarmsPerYear: number): ReadonlyArray<FoundAnomaly> =>
  alarmsOf(series, falseAlarmsPerYear).map(foundOf);

/** The alarms of the last so many days, of weeks that end in them. */
export const detectAnomalies = (
  series: ReadonlyArray<JudgedValues>,
  days: number,
): ReadonlyArray<ReadonlyArray<FoundAnomaly>> =>
  series.map(({ falseAlarmsPerYear, ...each }) => {
    const judged = Math.ceil(days / steps[each.step].days);
    return alarmsOf(each, falseAlarmsPerYear)
      .filter(({ to }) => to >= each.values.length - judged)
      .map(foundOf);
  });
