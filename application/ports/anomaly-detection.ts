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

export type DetectionOptions = {
  /** How many alarms a year a series may cause in which nothing happens. */
  readonly falseAlarmsPerYear: number;
  /** What share of the alarms of one day, over all series, may be false. */
  readonly falseDiscoveryRate: number;
  /** How many of the last days are judged; those before teach only. */
  readonly days: number;
};

/**
 * Finds what is unusual in series, each judged by its own past alone, as it could have been on the day itself. Series
 * of a step end together. Answers for each series in turn.
 */
export type DetectAnomalies = (
  series: ReadonlyArray<WatchedValues>,
  options: DetectionOptions,
) => Promise<ReadonlyArray<ReadonlyArray<FoundAnomaly>>>;
