import type { Dataset } from '../datasets/dataset.js';
import type { Features } from '../learning/examples.js';
import { takeFeatures } from '../learning/examples.js';
import type { Explainer } from '../learning/stacking/explain-member.js';
import type { PastCases } from './model.js';

/** Enough to find someone alike, few enough to be looked through at once. */
const MOST_CASES = 1_000;

/** Of each account the last row that was followed by leaving, else the last one that is known of; those that left come first. */
const placesOfCases = ({ groups, days }: Dataset, labels: Float64Array): Int32Array => {
  const placeOf = new Map<number, number>();
  labels.forEach((label, row) => {
    if (Number.isNaN(label)) return;
    const held = placeOf.get(groups[row] as number);
    const rank = (place: number) => (labels[place] === 1 ? 1e9 : 0) + (days[place] as number);
    if (held === undefined || rank(row) >= rank(held)) placeOf.set(groups[row] as number, row);
  });
  const places = [...placeOf.values()];
  const left = places.filter((place) => labels[place] === 1);
  const stayed = places.filter((place) => labels[place] === 0);
  const step = Math.max(1, Math.ceil(stayed.length / Math.max(1, MOST_CASES - left.length)));
  return Int32Array.from([...left.slice(-MOST_CASES), ...stayed.filter((_, i) => i % step === 0)].slice(0, MOST_CASES));
};

/** Accounts that others are compared with: one row each, with what came of it. */
export const pastCases = (
  dataset: Dataset,
  labels: Float64Array,
  contributions: Explainer['contributions'],
): PastCases => {
  const places = placesOfCases(dataset, labels);
  const features: Features = takeFeatures(dataset.features, places);
  return {
    accountIds: Array.from(places, (place) => dataset.keys[place]?.accountId ?? ''),
    left: Uint8Array.from(places, (place) => labels[place] as number),
    contributions: contributions(features),
  };
};
