import { GRACE_DAYS } from '../datasets/customer-spans.js';
import type { Dataset } from '../datasets/dataset.js';
import { type Examples, takeExamples } from '../learning/examples.js';
import { placesWhere } from '../learning/splits/places.js';

/** Of the days with known outcomes, the share at the end that is held back. */
const HELD_SHARE = 0.25;

/** Places of the rows whose label is known. */
export const knownPlaces = (labels: Float64Array): Int32Array =>
  Int32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));

/** The rows of a data set at the given places, with these labels. */
export const examplesAt = (
  { features, groups }: Dataset,
  labels: Float64Array,
  places: Int32Array,
): Examples & Required<Pick<Examples, 'groups'>> => ({
  ...takeExamples({ features, labels }, places),
  groups: Int32Array.from(places, (row) => groups[row] as number),
});

/** Accounts with any row of a label above zero. */
export const positiveGroups = ({
  labels,
  groups,
}: {
  readonly labels: Float64Array;
  readonly groups: Int32Array;
}): number => new Set(groups.filter((_, row) => (labels[row] as number) > 0)).size;

/** The day that what is held back begins on. */
export const heldFrom = (days: Int32Array, places: Int32Array): number => {
  const sorted = Int32Array.from(places, (row) => days[row] as number).sort();
  return sorted[Math.floor((1 - HELD_SHARE) * sorted.length)] ?? Number.POSITIVE_INFINITY;
};

/**
 * Rows with known labels before and after a day. Between the two lies what outcomes of the first take to be certain: by the day
 * the second begin, all labels of the first could have been told.
 */
export const splitInTime = (
  days: Int32Array,
  labels: Float64Array,
  horizon: number,
  from: number,
): { readonly before: Int32Array; readonly after: Int32Array } => {
  const isKnown = (row: number) => !Number.isNaN(labels[row]);
  return {
    before: placesWhere(days, (day) => day + horizon + GRACE_DAYS < from).filter(isKnown),
    after: placesWhere(days, (day) => day >= from).filter(isKnown),
  };
};
