import type { FeatureColumn } from '../examples.js';

/**
 * Trees in flat arrays, one element a node. A row goes from a root down to a leaf: left where its value is at most `numbers` of the node, or,
 * at a node that splits categories (`subsets` is not -1, `numbers` is NaN), where the bit of its category is set in `words` from there on.
 * The right child stands next to the left one.
 */
export type Trees = {
  readonly roots: Int32Array;
  /** The column that a node asks for, -1 at a leaf. */
  readonly features: Int32Array;
  readonly lefts: Int32Array;
  /** A threshold, or the value of a leaf. */
  readonly numbers: Float64Array;
  /** 1 where what is missing, or a category that was not known, goes left. */
  readonly missingLeft: Uint8Array;
  /** How many training rows came by. */
  readonly counts: Int32Array;
  readonly subsets: Int32Array;
  readonly words: Uint32Array;
  /** How many categories a column has, 0 of numbers. */
  readonly categories: Int32Array;
};

export type TreesInGrowth = Omit<Trees, 'roots' | 'words'> & {
  readonly roots: Array<number>;
  readonly words: Array<number>;
  nodes: number;
};

/** How many categories each column has, 0 of numbers. */
export const categoriesOf = (columns: ReadonlyArray<FeatureColumn>): Int32Array =>
  Int32Array.from(columns, (column) => (column.kind === 'category' ? column.categories.length : 0));

/** Room for trees of up to so many nodes together. */
export const roomForTrees = (nodes: number, categories: Int32Array): TreesInGrowth => ({
  roots: [],
  features: new Int32Array(nodes).fill(-1),
  lefts: new Int32Array(nodes).fill(-1),
  numbers: new Float64Array(nodes),
  missingLeft: new Uint8Array(nodes),
  counts: new Int32Array(nodes),
  subsets: new Int32Array(nodes).fill(-1),
  words: [],
  categories,
  nodes: 0,
});

/** The first `count` of the trees, in arrays of their own and no longer than needed. */
export const grownTrees = (growth: TreesInGrowth, count = growth.roots.length): Trees => {
  const nodes = growth.roots[count] ?? growth.nodes;
  return {
    roots: Int32Array.from(growth.roots.slice(0, count)),
    features: growth.features.slice(0, nodes),
    lefts: growth.lefts.slice(0, nodes),
    numbers: growth.numbers.slice(0, nodes),
    missingLeft: growth.missingLeft.slice(0, nodes),
    counts: growth.counts.slice(0, nodes),
    subsets: growth.subsets.slice(0, nodes),
    words: Uint32Array.from(growth.words),
    categories: growth.categories,
  };
};

const joined = (parts: ReadonlyArray<Int32Array>, offsets: ReadonlyArray<number>): Int32Array =>
  Int32Array.from(parts.flatMap((part, i) => Array.from(part, (at) => (at === -1 ? -1 : at + (offsets[i] ?? 0)))));

const running = (lengths: ReadonlyArray<number>): ReadonlyArray<number> => {
  let sum = 0;
  return lengths.map((length) => {
    sum += length;
    return sum - length;
  });
};

/** The trees of all parts, in their order. */
export const joinTrees = (parts: ReadonlyArray<Trees>, categories: Int32Array): Trees => {
  const nodes = running(parts.map(({ features }) => features.length));
  const words = running(parts.map((part) => part.words.length));
  return {
    roots: joined(
      parts.map(({ roots }) => roots),
      nodes,
    ),
    features: joined(
      parts.map(({ features }) => features),
      [],
    ),
    lefts: joined(
      parts.map(({ lefts }) => lefts),
      nodes,
    ),
    numbers: Float64Array.from(parts.flatMap(({ numbers }) => Array.from(numbers))),
    missingLeft: Uint8Array.from(parts.flatMap(({ missingLeft }) => Array.from(missingLeft))),
    counts: joined(
      parts.map(({ counts }) => counts),
      [],
    ),
    subsets: joined(
      parts.map(({ subsets }) => subsets),
      words,
    ),
    words: Uint32Array.from(parts.flatMap((part) => Array.from(part.words))),
    categories,
  };
};
