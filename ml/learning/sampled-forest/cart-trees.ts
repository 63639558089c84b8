import type { Features } from '../examples.js';
import { leafOf } from '../trees/descend.js';
import { categoriesOf, type Trees } from '../trees/trees.js';
import type { CartColumn } from './cart-columns.js';

/** A node of `ml-cart`: values below `splitValue` go left. A leaf has a `distribution`, its mean label. */
export type CartNode = {
  readonly splitColumn?: number;
  readonly splitValue?: number;
  readonly left?: CartNode;
  readonly right?: CartNode;
  readonly distribution?: number;
};

export type CartTree = { readonly root: CartNode; readonly columns: ReadonlyArray<CartColumn> };

type Nodes = { readonly [K in keyof Omit<Trees, 'categories'>]: Array<number> };

/** Bits of the categories that are taken for at most the threshold. */
const wordsBelow = (ofCategories: Float64Array, threshold: number): ReadonlyArray<number> => {
  const words = new Uint32Array(Math.ceil(ofCategories.length / 32));
  ofCategories.forEach((value, code) => {
    if (value <= threshold) words[code >>> 5] = (words[code >>> 5] as number) | (1 << (code & 31));
  });
  return [...words];
};

const addNode = (nodes: Nodes, at: number, node: CartNode, columns: ReadonlyArray<CartColumn>): void => {
  const { left, right, splitColumn, splitValue } = node;
  const column = splitColumn === undefined ? undefined : columns[splitColumn];
  nodes.subsets[at] = -1;
  nodes.missingLeft[at] = 0;
  if (left === undefined || right === undefined || column === undefined || splitValue === undefined) {
    nodes.features[at] = -1;
    nodes.lefts[at] = -1;
    nodes.numbers[at] = node.distribution ?? 0;
    return;
  }
  // They were trained on values turned round: not below the split there is at most the threshold here.
  const threshold = -splitValue;
  const next = nodes.features.length;
  nodes.features.length += 2;
  nodes.features[at] = column.column;
  nodes.lefts[at] = next;
  nodes.missingLeft[at] = column.ofMissing <= threshold ? 1 : 0;
  nodes.numbers[at] = column.ofCategories === undefined ? threshold : Number.NaN;
  if (column.ofCategories !== undefined) {
    nodes.subsets[at] = nodes.words.length;
    nodes.words.push(...wordsBelow(column.ofCategories, threshold));
  }
  addNode(nodes, next, right, columns);
  addNode(nodes, next + 1, left, columns);
};

/** How many of the rows come by each node, a leaf that none comes to counted as one. */
const countRows = (trees: Trees, { columns, rows, values }: Features): void => {
  const { roots, features, lefts, counts } = trees;
  for (const root of roots)
    for (let row = 0; row < rows; row += 1) {
      const leaf = leafOf(trees, root, values, row * columns.length);
      counts[leaf] = (counts[leaf] as number) + 1;
    }
  for (let node = features.length - 1; node >= 0; node -= 1) {
    const left = lefts[node] as number;
    counts[node] =
      left === -1 ? Math.max(1, counts[node] as number) : (counts[left] as number) + (counts[left + 1] as number);
  }
};

/** Trees grown by `ml-cart` on values turned round (`-value`), as our own: their nodes ask for columns of the features. */
export const treesOfCarts = (carts: ReadonlyArray<CartTree>, sample: Features): Trees => {
  const nodes: Nodes = {
    roots: [],
    features: [],
    lefts: [],
    numbers: [],
    missingLeft: [],
    counts: [],
    subsets: [],
    words: [],
  };
  for (const { root, columns } of carts) {
    const at = nodes.features.length;
    nodes.roots.push(at);
    nodes.features.length += 1;
    addNode(nodes, at, root, columns);
  }
  const trees: Trees = {
    roots: Int32Array.from(nodes.roots),
    features: Int32Array.from(nodes.features),
    lefts: Int32Array.from(nodes.lefts),
    numbers: Float64Array.from(nodes.numbers),
    missingLeft: Uint8Array.from(nodes.missingLeft),
    counts: new Int32Array(nodes.features.length),
    subsets: Int32Array.from(nodes.subsets),
    words: Uint32Array.from(nodes.words),
    categories: categoriesOf(sample.columns),
  };
  countRows(trees, sample);
  return trees;
};
