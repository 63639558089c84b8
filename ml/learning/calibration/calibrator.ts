import { sigmoid } from '../logit.js';

/** From log-odds to calibrated probabilities. */
export type Calibrator =
  | { readonly kind: 'none' }
  | { readonly kind: 'platt'; readonly intercept: number; readonly slope: number }
  /** Log-odds are the intercept, plus `ofOne` times the logarithm of the probability, less `ofNone` times that of its complement. */
  | { readonly kind: 'beta'; readonly intercept: number; readonly ofOne: number; readonly ofNone: number }
  /** Probabilities at ascending log-odds, straight lines between them. */
  | { readonly kind: 'isotonic'; readonly at: Float64Array; readonly probabilities: Float64Array };

/** Logarithm of the probability that has these log-odds. */
export const logOfOne = (logOdds: number): number => Math.min(0, logOdds) - Math.log1p(Math.exp(-Math.abs(logOdds)));

const interpolated = (at: Float64Array, values: Float64Array, x: number): number => {
  let below = 0;
  let above = at.length - 1;
  if (x <= (at[below] as number)) return values[below] as number;
  if (x >= (at[above] as number)) return values[above] as number;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((at[middle] as number) <= x) below = middle;
    else above = middle;
  }
  const [from, to] = [at[below] as number, at[above] as number];
  const share = (x - from) / (to - from);
  return (1 - share) * (values[below] as number) + share * (values[above] as number);
};

const probabilityOf = (calibrator: Calibrator, logOdds: number): number => {
  switch (calibrator.kind) {
    case 'none':
      return sigmoid(logOdds);
    case 'platt':
      return sigmoid(calibrator.intercept + calibrator.slope * logOdds);
    case 'beta':
      return sigmoid(
        calibrator.intercept + calibrator.ofOne * logOfOne(logOdds) - calibrator.ofNone * logOfOne(-logOdds),
      );
    case 'isotonic':
      return interpolated(calibrator.at, calibrator.probabilities, logOdds);
  }
};

export const calibrated = (calibrator: Calibrator, logOdds: Float64Array): Float64Array =>
  logOdds.map((each) => probabilityOf(calibrator, each));
