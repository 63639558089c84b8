import type { AnomalyKind } from '../../domain/anomaly/names.js';

/** One value a day or week, NaN where there is none. */
export type WatchedValues = {
  readonly values: Float64Array;
  readonly step: 'day' | 'week';
  /** Counts of events, whose scatter grows with them. */
  readonly counts: boolean;
};

/** Places count from the first value of the series. `value` is null where data are missing. */
export type FoundAnomaly = {
  readonly kind: AnomalyKind;
  readonly from: number;
  readonly to: number;
  readonly value: number | null;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly score: number;
  readonly severity: number;
};

export type JudgedValues = WatchedValues & {
  /** The sensitivity: how many alarms a year the series may cause in which nothing happens. */
  readonly falseAlarmsPerYear: number;
};

/**
 * Finds what is unusual in the last so many days of series, each judged by its own past alone, as it could have been on the
 * day itself. Answers for each series in turn; of many series some alarm by chance.
 */
export type DetectAnomalies = (
  series: ReadonlyArray<JudgedValues>,
  days: number,
) => Promise<ReadonlyArray<ReadonlyArray<FoundAnomaly>>>;

/** Those of the findings that are left when at most a share `rate` of them may be false, of so many tests that were made. */
export type WithoutFalseDiscoveries = <A extends { readonly pValue: number }>(
  findings: ReadonlyArray<A>,
  tests: number,
  rate: number,
) => ReadonlyArray<A>;
