import { goesLeft } from '../trees/descend.js';
import type { Trees } from '../trees/trees.js';
import { type TreeWalk, treeWalkOf } from './tree-walk.js';

export type TreeExplainer = {
  /** What the trees say on average of the rows they were grown from, as their nodes count them. */
  readonly expected: number;
  /**
   * Adds to `contributions` (one a column, row-major) by how much each column moves the trees' sum away from `expected`, for the rows whose values
   * begin at `row`, one if not said otherwise. With `expected` they sum to what the trees say.
   */
  readonly explain: (values: Float64Array, row: number, contributions: Float64Array, rows?: number) => void;
};

type Room = { readonly ways: Float64Array; readonly known: Uint8Array };

const goesLeftAt = (trees: Trees, node: number, value: number): boolean => {
  const threshold = trees.numbers[node] as number;
  return value <= threshold || (!(value > threshold) && goesLeft(trees, node, value));
};

/** Writes, by slot, whether the row's column leads there, and the product over the way to it at each place. */
const walkDown = (trees: Trees, walk: TreeWalk, values: Float64Array, row: number, { ways, known }: Room): void => {
  const { nodes, columns, parents, before, weights, shares, factors } = walk;
  const { length: places } = weights;
  ways.set(weights);
  known[0] = 1;
  for (let split = 0; split < nodes.length; split += 1) {
    const from = (parents[split] as number) * places;
    const left = (2 * split + 1) * places;
    if (known[before[split] as number] === 0) {
      known[2 * split + 1] = 0;
      known[2 * split + 2] = 0;
      const ofLeft = shares[2 * split] as number;
      const ofRight = shares[2 * split + 1] as number;
      for (let place = 0; place < places; place += 1) {
        const way = ways[from + place] as number;
        ways[left + place] = way * ofLeft;
        ways[left + places + place] = way * ofRight;
      }
      continue;
    }
    const value = values[row + (columns[split] as number)] as number;
    const isLeft = goesLeftAt(trees, nodes[split] as number, value) ? 1 : 0;
    known[2 * split + 1] = isLeft;
    known[2 * split + 2] = 1 - isLeft;
    const ofLeft = (8 * split + isLeft) * places;
    const ofRight = (8 * split + 5 - isLeft) * places;
    for (let place = 0; place < places; place += 1) {
      const way = ways[from + place] as number;
      ways[left + place] = way * (factors[ofLeft + place] as number);
      ways[left + places + place] = way * (factors[ofRight + place] as number);
    }
  }
};

/** Sums what leaves say from below, over the ways, and adds what each column counts of it. */
const walkUp = (walk: TreeWalk, { ways, known }: Room, contributions: Float64Array, row: number): void => {
  const { nodes, columns, parents, before, weights, factors } = walk;
  const { length: places } = weights;
  for (let split = nodes.length - 1; split >= 0; split -= 1) {
    const to = (parents[split] as number) * places;
    const left = (2 * split + 1) * places;
    if (known[before[split] as number] === 0) {
      for (let place = 0; place < places; place += 1)
        ways[to + place] = (ways[left + place] as number) + (ways[left + places + place] as number);
      continue;
    }
    const isLeft = known[2 * split + 1] as number;
    const ofLeft = (8 * split + 2 + isLeft) * places;
    const ofRight = (8 * split + 7 - isLeft) * places;
    let sum = 0;
    for (let place = 0; place < places; place += 1) {
      const below = ways[left + place] as number;
      const belowRight = ways[left + places + place] as number;
      ways[to + place] = below + belowRight;
      sum += below * (factors[ofLeft + place] as number) + belowRight * (factors[ofRight + place] as number);
    }
    const at = row + (columns[split] as number);
    contributions[at] = (contributions[at] as number) + sum;
  }
};

/** Rows that go through a tree one after another, so that the tree and what is added to stay near. */
const ROWS_TOGETHER = 64;

/**
 * Exact Shapley values of trees, path dependent (Lundberg et al. 2020, algorithm 2). A leaf's share for a column on its way is an average
 * over the others, known or not, that is the integral over `t` from 0 to 1 of the product of `t * known + (1 - t) * share` (Owen 1972): a polynomial,
 * which Gauss-Legendre quadrature integrates exactly, and without the cancellation that unwinding sums of products has. Leaves share
 * the products of their ways and what columns count of them, so each tree is gone through once down and once up (Yu et al. 2022, Linear TreeShap).
 */
export const explainTrees = (trees: Trees): TreeExplainer => {
  const walks = Array.from(trees.roots, (root) => treeWalkOf(trees, root));
  const slots = walks.map(({ shares }) => shares.length + 1);
  const room: Room = {
    ways: new Float64Array(walks.reduce((most, { weights }, i) => Math.max(most, weights.length * (slots[i] ?? 0)), 0)),
    known: new Uint8Array(slots.reduce((most, each) => Math.max(most, each), 0)),
  };
  return {
    expected: walks.reduce((sum, { expected }) => sum + expected, 0),
    explain: (values, row, contributions, rows = 1) => {
      const width = contributions.length / rows;
      for (let from = 0; from < rows; from += ROWS_TOGETHER)
        for (const walk of walks)
          for (let each = from; each < Math.min(rows, from + ROWS_TOGETHER); each += 1) {
            walkDown(trees, walk, values, row + each * width, room);
            walkUp(walk, room, contributions, each * width);
          }
    },
  };
};
