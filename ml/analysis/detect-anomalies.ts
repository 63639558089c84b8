import * as E from 'fp-ts/lib/Either.js';
import type { DetectionOptions, FoundAnomaly, WatchedValues } from '../../application/ports/anomaly-detection.js';
import type { Anomaly } from '../timeseries/anomalies/anomaly.js';
import { withoutFalseDiscoveries } from '../timeseries/anomalies/false-discoveries.js';
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

/** Alarms by how long before the last step they are, the false ones among those of a day or week kept to their share. */
export const detectAnomalies = (
  series: ReadonlyArray<WatchedValues>,
  { falseAlarmsPerYear, falseDiscoveryRate, days }: DetectionOptions,
): ReadonlyArray<ReadonlyArray<FoundAnomaly>> => {
  const alarms = series.flatMap((each, place) =>
    alarmsOf(each, falseAlarmsPerYear).map((alarm) => ({
      place,
      alarm,
      pValue: alarm.pValue,
      step: each.step,
      age: each.values.length - 1 - alarm.to,
    })),
  );
  const kept = (['day', 'week'] as const).flatMap((step) => {
    const tests = series.filter((each) => each.step === step).length;
    return Array.from({ length: Math.ceil(days / steps[step].days) }, (_, age) =>
      withoutFalseDiscoveries(
        alarms.filter((one) => one.step === step && one.age === age),
        tests,
        falseDiscoveryRate,
      ),
    ).flat();
  });
  const found: ReadonlyArray<Array<FoundAnomaly>> = series.map(() => []);
  for (const { place, alarm } of kept) found[place]?.push(foundOf(alarm));
  return found;
};
