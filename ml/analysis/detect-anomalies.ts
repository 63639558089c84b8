import * as E from 'fp-ts/lib/Either.js';
import type { DetectionOptions, FoundAnomaly, WatchedValues } from '../../application/ports/anomaly-detection.js';
import type { Anomaly } from '../timeseries/anomalies/anomaly.js';
import { withoutFalseDiscoveries } from '../timeseries/anomalies/false-discoveries.js';
import { simulateDetector as alarmsOver } from '../timeseries/anomalies/simulate-detector.js';

const WEEK = 7;
const DAYS_A_YEAR = 365;

const foundOf = ({ kind, from, to, value, expected, low, high, score, severity }: Anomaly): FoundAnomaly => ({
  ...{ kind, from, to, expected, low, high, score, severity },
  value: Number.isNaN(value) ? null : value,
});

const alarmsOf = ({ values, counts }: WatchedValues, falseAlarmsPerYear: number): ReadonlyArray<Anomaly> => {
  const options = { periods: [WEEK], valuesPerYear: DAYS_A_YEAR, falseAlarmsPerYear, weight: 1, counts };
  const alarms = alarmsOver(values, options);
  return E.isRight(alarms) ? alarms.right : [];
};

export const simulateDetector = (series: WatchedValues, falseAlarmsPerYear: number): ReadonlyArray<FoundAnomaly> =>
  alarmsOf(series, falseAlarmsPerYear).map(foundOf);

/** Alarms by how many days before the last they are, the false ones among those of a day kept to their share. */
export const detectAnomalies = (
  series: ReadonlyArray<WatchedValues>,
  { falseAlarmsPerYear, falseDiscoveryRate, days }: DetectionOptions,
): ReadonlyArray<ReadonlyArray<FoundAnomaly>> => {
  const alarms = series.flatMap((each, place) =>
    alarmsOf(each, falseAlarmsPerYear).map((alarm) => ({
      place,
      alarm,
      pValue: alarm.pValue,
      age: each.values.length - 1 - alarm.to,
    })),
  );
  const kept = Array.from({ length: days }, (_, age) =>
    withoutFalseDiscoveries(
      alarms.filter((one) => one.age === age),
      series.length,
      falseDiscoveryRate,
    ),
  ).flat();
  const found: ReadonlyArray<Array<FoundAnomaly>> = series.map(() => []);
  for (const { place, alarm } of kept) found[place]?.push(foundOf(alarm));
  return found;
};
