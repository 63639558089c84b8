/** A category is the index of its text in `categories`. */
export type FeatureColumn =
  | { readonly name: string; readonly kind: 'number' }
  | { readonly name: string; readonly kind: 'category'; readonly categories: ReadonlyArray<string> };

/** Row-major: column `c` of row `r` is `values[r * columns.length + c]`, NaN where it is missing. */
export type Features = {
  readonly columns: ReadonlyArray<FeatureColumn>;
  readonly rows: number;
  readonly values: Float64Array;
};

/** By the name of a column: 1 where the answer must not fall with it, -1 where it must not rise. */
export type Directions = Readonly<Record<string, 1 | -1>>;

/** One label a row: 0 or 1 of a class, a number of an amount. A row of weight 2 counts as two; rows of one group are never on both sides of a split. */
export type Examples = {
  readonly features: Features;
  readonly labels: Float64Array;
  readonly weights?: Float64Array;
  readonly groups?: Int32Array;
};

/** The rows at the given places, in their order. */
export const takeFeatures = ({ columns, values }: Features, places: Int32Array): Features => {
  const width = columns.length;
  const taken = new Float64Array(places.length * width);
  places.forEach((row, i) => {
    taken.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return { columns, rows: places.length, values: taken };
};

/** The examples at the given places, in their order. */
export const takeExamples = ({ features, labels, weights, groups }: Examples, places: Int32Array): Examples => ({
  features: takeFeatures(features, places),
  labels: Float64Array.from(places, (row) => labels[row] as number),
  ...(weights && { weights: Float64Array.from(places, (row) => weights[row] as number) }),
  ...(groups && { groups: Int32Array.from(places, (row) => groups[row] as number) }),
});
