import type { Trees } from './trees.js';

type Nodes = Omit<Trees, 'roots' | 'words'> & { readonly words: ArrayLike<number> };

/** Whether a value that is neither above nor below the threshold of a node goes left: it is missing, or a category. */
export const goesLeft = (
  { features, missingLeft, subsets, words, categories }: Nodes,
  node: number,
  value: number,
): boolean => {
  const subset = subsets[node] as number;
  const known = categories[features[node] as number] as number;
  if (subset === -1 || !(value >= 0 && value < known)) return missingLeft[node] === 1;
  return (((words[subset + (value >>> 5)] as number) >>> (value & 31)) & 1) === 1;
};

/** The leaf that a row comes to from `node`; its values begin at `row` of `values`. */
export const leafOf = (trees: Nodes, node: number, values: Float64Array, row: number): number => {
  const { features, lefts, numbers } = trees;
  let at = node;
  for (let feature = features[at] as number; feature >= 0; feature = features[at] as number) {
    const value = values[row + feature] as number;
    const left = lefts[at] as number;
    const threshold = numbers[at] as number;
    if (value <= threshold) at = left;
    else if (value > threshold) at = left + 1;
    else at = goesLeft(trees, at, value) ? left : left + 1;
  }
  return at;
};

/** Trees and rows that are gone through together, so that both stay near. */
const TREES_TOGETHER = 16;
const ROWS_TOGETHER = 64;

/** Adds to `sums` (one a row) what the leaves of all trees say to each row of `values` (row-major, `width` a row). */
export const addLeaves = (trees: Trees, values: Float64Array, width: number, sums: Float64Array): void => {
  const { roots, numbers } = trees;
  for (let fromRow = 0; fromRow < sums.length; fromRow += ROWS_TOGETHER) {
    const toRow = Math.min(sums.length, fromRow + ROWS_TOGETHER);
    for (let fromTree = 0; fromTree < roots.length; fromTree += TREES_TOGETHER) {
      const toTree = Math.min(roots.length, fromTree + TREES_TOGETHER);
      for (let row = fromRow; row < toRow; row += 1) {
        let sum = sums[row] as number;
        for (let tree = fromTree; tree < toTree; tree += 1)
          sum += numbers[leafOf(trees, roots[tree] as number, values, row * width)] as number;
        sums[row] = sum;
      }
    }
  }
};
