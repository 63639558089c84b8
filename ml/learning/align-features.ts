import * as E from 'fp-ts/lib/Either.js';
import type { OtherColumns } from './cannot-learn.js';
import type { FeatureColumn, Features } from './examples.js';

const isSame = (one: FeatureColumn, other: FeatureColumn | undefined): boolean =>
  one === other ||
  (one.name === other?.name &&
    one.kind === other.kind &&
    (one.kind === 'number' ||
      (other.kind === 'category' &&
        (one.categories === other.categories ||
          (one.categories.length === other.categories.length &&
            one.categories.every((text, code) => text === other.categories[code]))))));

/** From the codes of given categories to those of the wanted ones; NaN of texts that are not among them. */
const translationOf = (wanted: FeatureColumn, given: FeatureColumn | undefined): Float64Array | undefined => {
  if (wanted.kind === 'number' || given?.kind !== 'category' || isSame(wanted, given)) return undefined;
  const codes = new Map(wanted.categories.map((text, code) => [text, code]));
  return Float64Array.from(given.categories, (text) => codes.get(text) ?? Number.NaN);
};

/**
 * Features in the columns that a model was trained on: found by name, categories by their text. Further columns are left out; a category
 * that the model does not know is missing.
 */
export const alignFeatures =
  (columns: ReadonlyArray<FeatureColumn>) =>
  (features: Features): E.Either<OtherColumns, Features> => {
    const { columns: given, rows, values } = features;
    if (given.length === columns.length && columns.every((column, c) => isSame(column, given[c])))
      return E.right(features);
    const places = columns.map(({ name, kind }) => given.findIndex((each) => each.name === name && each.kind === kind));
    const absent = columns.filter((_, c) => places[c] === -1);
    if (absent.length > 0) return E.left({ _tag: 'OtherColumns', columns: absent.map(({ name }) => name) });
    const aligned = new Float64Array(rows * columns.length);
    for (const [c, column] of columns.entries()) {
      const place = places[c] as number;
      const translation = translationOf(column, given[place]);
      for (let row = 0; row < rows; row += 1) {
        const value = values[row * given.length + place] as number;
        aligned[row * columns.length + c] = translation === undefined ? value : (translation[value] ?? Number.NaN);
      }
    }
    return E.right({ columns, rows, values: aligned });
  };
