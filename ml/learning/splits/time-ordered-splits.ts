import { placesWhere } from './places.js';

/** Places of rows. */
export type Split = { readonly train: Int32Array; readonly validate: Int32Array };

/**
 * Later and later stretches of days to validate on, each after all it is trained on; between the two lie the days into
 * which the labels of training look, so that no label tells of the days of validation. Splits with nothing to train on are left out.
 * @param days of which each row is
 * @param options how many stretches of about as many rows each to end with, and how many days labels look ahead
 */
export const timeOrderedSplits = (
  days: Int32Array,
  { splits, embargo }: { readonly splits: number; readonly embargo: number },
): ReadonlyArray<Split> => {
  const sorted = days.slice().sort();
  const starts = Array.from(
    { length: splits },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / (splits + 1))] as number,
  );
  const distinct = [...new Set(starts)];
  return distinct
    .map((start, i) => ({
      train: placesWhere(days, (day) => day + embargo < start),
      validate: placesWhere(days, (day) => day >= start && day < (distinct[i + 1] ?? Number.POSITIVE_INFINITY)),
    }))
    .filter(({ train }) => train.length > 0);
};
