import { isotonicFit } from '../calibration/isotonic-fit.js';

/** Two probabilities at each of ascending scores. */
export type VennAbers = { readonly at: Float64Array; readonly low: Float64Array; readonly high: Float64Array };

/** Rows are put together to so many, neighbours by score, where there are more. */
const MOST_PLACES = 400;

type Gathered = { readonly at: Float64Array; readonly shares: Float64Array; readonly weights: Float64Array };

const gathered = (scores: Float64Array, labels: Float64Array): Gathered => {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const places = Math.min(MOST_PLACES, order.length);
  const at = new Float64Array(places);
  const shares = new Float64Array(places);
  const weights = new Float64Array(places);
  order.forEach((row, i) => {
    const place = Math.floor((i * places) / order.length);
    weights[place] = (weights[place] as number) + 1;
    const step = 1 / (weights[place] as number);
    at[place] = (at[place] as number) + step * ((scores[row] as number) - (at[place] as number));
    shares[place] = (shares[place] as number) + step * ((labels[row] as number) - (shares[place] as number));
  });
  return { at, shares, weights };
};

/** The isotonic probability at each place, were one more row of that label there. */
const withOneMore = ({ at, shares, weights }: Gathered, label: number): Float64Array => {
  const targets = shares.slice();
  const heavier = weights.slice();
  return at.map((_, place) => {
    const [share, weight] = [shares[place] as number, weights[place] as number];
    targets[place] = (share * weight + label) / (weight + 1);
    heavier[place] = weight + 1;
    const value = isotonicFit(at, targets, heavier).fitted[place] as number;
    targets[place] = share;
    heavier[place] = weight;
    return value;
  });
};

/**
 * Learns, for each score, the share of ones among rows of like scores if the next such row were a 0, and if it were a 1. One of
 * the two is a perfectly calibrated probability, whatever the distribution, as long as the next row is exchangeable with those
 * given. They are far apart where few rows had such scores: what they say of is how much the past can tell at that score, not
 * how sure the model is of this row beside others of its score. Vovk and Petej 2014.
 * @param scores of rows that what gave them had not learned from, at least one
 * @param labels 0 or 1
 */
export const vennAbers = (scores: Float64Array, labels: Float64Array): VennAbers => {
  const rows = gathered(scores, labels);
  return { at: rows.at, low: withOneMore(rows, 0), high: withOneMore(rows, 1) };
};

const nearest = (at: Float64Array, score: number): number => {
  let below = 0;
  let above = at.length - 1;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((at[middle] as number) <= score) below = middle;
    else above = middle;
  }
  return score - (at[below] as number) <= (at[above] as number) - score ? below : above;
};

/** The two probabilities of each score. */
export const probabilityIntervals = (
  { at, low, high }: VennAbers,
  scores: Float64Array,
): { readonly low: Float64Array; readonly high: Float64Array } => {
  const places = Array.from(scores, (score) => nearest(at, score));
  return {
    low: Float64Array.from(places, (place) => low[place] as number),
    high: Float64Array.from(places, (place) => high[place] as number),
  };
};
