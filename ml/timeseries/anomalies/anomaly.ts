import type { AnomalyKind } from '../../../domain/anomaly/names.js';

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
  /** How far the value is from the expected one, in expected values (in half widths of the band where these are larger), times the weight; the weight itself where data are missing. */
  readonly severity: number;
};

const P_AT_LEAST = 1e-300;

/** Weighs an anomaly and puts it together. */
export const anomalyOf = (found: Omit<Anomaly, 'score' | 'severity'>, weight: number): Anomaly => {
  const half = (found.high - found.low) / 2;
  const unit = Math.max(Math.abs(found.expected), half);
  const distance = Math.abs(found.value - found.expected);
  return {
    ...found,
    score: -Math.log10(Math.max(P_AT_LEAST, found.pValue)),
    severity: weight * (Number.isNaN(found.value) ? 1 : unit === 0 ? distance : distance / unit),
  };
};
