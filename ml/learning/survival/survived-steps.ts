import type { Examples, FeatureColumn, Features } from '../examples.js';

/** Steps of time that each row was watched for, at least one, and 1 where it ended in the last of them. */
export type Lifetimes = { readonly steps: Int32Array; readonly ended: Uint8Array };

const stepColumn: FeatureColumn = { name: 'steps ahead', kind: 'number' };

/** Each row as often as `counts` says, with how manieth step it is (from 1) as one more column. */
const repeated = ({ columns, rows, values }: Features, counts: Int32Array): Features => {
  const width = columns.length;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const taken = new Float64Array(all * (width + 1));
  let at = 0;
  for (let row = 0; row < rows; row += 1)
    for (let step = 1; step <= (counts[row] as number); step += 1) {
      taken.set(values.subarray(row * width, (row + 1) * width), at);
      taken[at + width] = step;
      at += width + 1;
    }
  return { columns: [...columns, stepColumn], rows: all, values: taken };
};

/**
 * One example for each step that a row lived through, labelled 1 where it ended in it: what classifies these is the hazard of a step, and rows that
 * were watched for a while only are no less right for it (Singer and Willett 1993). The examples of a row are of one group, that of the row where it has one.
 */
export const survivedSteps = (
  { features, weights, groups }: Omit<Examples, 'labels'>,
  { steps, ended }: Lifetimes,
): Examples => {
  const taken = repeated(features, steps);
  const labels = new Float64Array(taken.rows);
  const rowOf = new Int32Array(taken.rows);
  let at = 0;
  for (let row = 0; row < features.rows; row += 1) {
    const count = steps[row] as number;
    rowOf.fill(row, at, at + count);
    at += count;
    if (ended[row] === 1) labels[at - 1] = 1;
  }
  return {
    ...{ features: taken, labels },
    groups: rowOf.map((row) => groups?.[row] ?? row),
    ...(weights && { weights: Float64Array.from(rowOf, (row) => weights[row] as number) }),
  };
};

/**
 * How likely each row is still there after each of the next steps: row-major, `steps` a row, falling along a row.
 * @param hazards says, of rows with the step as their last column, how likely each ends in that step
 */
export const survivalOf = (
  hazards: (features: Features) => Float64Array,
  features: Features,
  steps: number,
): Float64Array => {
  const survival = hazards(repeated(features, new Int32Array(features.rows).fill(steps)));
  for (let at = 0; at < survival.length; at += 1)
    survival[at] = (1 - (survival[at] as number)) * (at % steps === 0 ? 1 : (survival[at - 1] as number));
  return survival;
};
