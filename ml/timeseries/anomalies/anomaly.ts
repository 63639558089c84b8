import type { AnomalyKind } from '../../../domain/anomaly/names.js';
import type { AnomalyOptions } from './options.js';

export type Band = { readonly expected: number; readonly low: number; readonly high: number };

export type Anomaly = Band & {
  readonly kind: AnomalyKind;
  /** Places of the first and the last value that are part of it. */
  readonly from: number;
  readonly to: number;
  /** The value at `to`; NaN where data are missing. `expected`, `low` and `high` are of the same place. */
  readonly value: number;
  /** How probable something as unusual is at this place though nothing happens. */
  readonly pValue: number;
  /** Minus its decimal logarithm. */
  readonly score: number;
  /**
   * How far the value is from the expected one, in expected values (in half widths of the band where these are larger, and
   * of counts in at least one event); of a change of scatter how many times as large or as small it is, less one; 1 where
   * data are missing. All of it times the weight.
   */
  readonly severity: number;
};

const P_AT_LEAST = 1e-300;
/** A scatter can vanish. */
const TIMES_AT_MOST = 1000;

const distanceOf = ({ value, expected, low, high }: Omit<Anomaly, 'score' | 'severity'>, counts: boolean): number => {
  const unit = Math.max(Math.abs(expected), (high - low) / 2, counts ? 1 : 0);
  const distance = Math.abs(value - expected);
  return unit === 0 ? distance : distance / unit;
};

/** Weighs an anomaly and puts it together; `scatter` says of a change of scatter how many times as large it is as before. */
export const anomalyOf = (
  found: Omit<Anomaly, 'score' | 'severity'>,
  { weight, counts }: Pick<AnomalyOptions, 'weight' | 'counts'>,
  scatter?: number,
): Anomaly => {
  const times = scatter === undefined ? undefined : Math.min(TIMES_AT_MOST, Math.max(scatter, 1 / scatter)) - 1;
  return {
    ...found,
    score: -Math.log10(Math.max(P_AT_LEAST, found.pValue)),
    severity: weight * (Number.isNaN(found.value) ? 1 : (times ?? distanceOf(found, counts))),
  };
};
