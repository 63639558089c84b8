import type { BinnedRows } from '../binning/binned-rows.js';
import type { Split } from './split.js';
import type { TreesInGrowth } from './trees.js';

/** Which bins of the split's column go left: 1 those that do. */
export const binsGoingLeft = (split: Split, goesLeft: Uint8Array): void => {
  if (split.isCategory) {
    goesLeft.set(split.leftBins);
    return;
  }
  goesLeft.fill(0);
  goesLeft.fill(1, 1, split.bin + 1);
  goesLeft[0] = split.missingLeft ? 1 : 0;
};

const writeSubset = (trees: TreesInGrowth, node: number, binOf: Uint16Array, leftBins: Uint8Array): void => {
  const from = trees.words.length;
  for (let word = 0; word << 5 < binOf.length; word += 1) trees.words.push(0);
  for (let code = 0; code < binOf.length; code += 1)
    if (leftBins[binOf[code] as number] === 1) {
      const at = from + (code >>> 5);
      trees.words[at] = ((trees.words[at] as number) | (1 << (code & 31))) >>> 0;
    }
  trees.subsets[node] = from;
  trees.numbers[node] = Number.NaN;
};

/** Makes a leaf a split with two new leaves; returns the left one. */
export const writeSplit = (trees: TreesInGrowth, node: number, split: Split, { columns }: BinnedRows): number => {
  const left = trees.nodes;
  trees.nodes += 2;
  const bins = columns[split.column];
  trees.features[node] = split.column;
  trees.lefts[node] = left;
  trees.missingLeft[node] = split.missingLeft ? 1 : 0;
  if (bins?.kind === 'category') writeSubset(trees, node, bins.binOf, split.leftBins);
  else trees.numbers[node] = bins?.edges[split.bin - 1] ?? Number.POSITIVE_INFINITY;
  return left;
};
