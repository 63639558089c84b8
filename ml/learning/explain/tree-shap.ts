import { goesLeft } from '../trees/descend.js';
import type { Trees } from '../trees/trees.js';
import { leafPathsOf } from './leaf-paths.js';
import { quadratureTables } from './quadrature-tables.js';

export type TreeExplainer = {
  /** What the trees say on average of the rows they were grown from, as their nodes count them. */
  readonly expected: number;
  /**
   * Adds to `contributions` (one a column) by how much each column moves the trees' sum away from `expected`, for the row whose values
   * begin at `row`. With `expected` they sum to what the trees say.
   */
  readonly explain: (values: Float64Array, row: number, contributions: Float64Array) => void;
};

const writeTurns = (trees: Trees, values: Float64Array, row: number, turns: Uint8Array): void => {
  const { features, numbers } = trees;
  for (let node = 0; node < turns.length; node += 1) {
    const feature = features[node] as number;
    if (feature === -1) continue;
    const value = values[row + feature] as number;
    const threshold = numbers[node] as number;
    turns[node] = value <= threshold ? 1 : value > threshold ? 0 : goesLeft(trees, node, value) ? 1 : 0;
  }
};

/**
 * Exact Shapley values of trees, path dependent (Lundberg et al. 2020, algorithm 2). A leaf's share for a column on its way is an average
 * over the others, known or not, that is the integral over `t` from 0 to 1 of the product of `t * known + (1 - t) * share` (Owen 1972): a polynomial,
 * which Gauss-Legendre quadrature integrates exactly, and without the cancellation that unwinding sums of products has.
 */
export const explainTrees = (trees: Trees): TreeExplainer => {
  const paths = leafPathsOf(trees);
  const { values: leaves, elements, columns, shares, conditions, nodes, lefts, longest } = paths;
  const { places, firsts, products, unknown, ratios, gains } = quadratureTables(paths);
  const turns = new Uint8Array(trees.features.length);
  const known = new Float64Array(longest);

  const writeKnown = (from: number, length: number): void => {
    for (let i = 0; i < length; i += 1) {
      let strays = 0;
      for (let at = conditions[from + i] as number; at < (conditions[from + i + 1] as number); at += 1)
        strays |= (turns[nodes[at] as number] as number) ^ (lefts[at] as number);
      known[i] = 1 - strays;
    }
  };

  const explain = (values: Float64Array, row: number, contributions: Float64Array): void => {
    writeTurns(trees, values, row, turns);
    for (let leaf = 0; leaf < leaves.length; leaf += 1) {
      const from = elements[leaf] as number;
      const length = (elements[leaf + 1] as number) - from;
      writeKnown(from, length);
      for (let place = places[leaf] as number; place < (places[leaf + 1] as number); place += 1) {
        const first = firsts[place] as number;
        let product = products[place] as number;
        for (let i = 0; i < length; i += 1) product *= 1 + (known[i] as number) * (ratios[first + i] as number);
        const ofUnknown = unknown[place] as number;
        for (let i = 0; i < length; i += 1) {
          const column = columns[from + i] as number;
          contributions[column] =
            (contributions[column] as number) +
            product * (ofUnknown + (known[i] as number) * (gains[first + i] as number));
        }
      }
    }
  };

  let expected = 0;
  for (let leaf = 0; leaf < leaves.length; leaf += 1) {
    let product = leaves[leaf] as number;
    for (let element = elements[leaf] as number; element < (elements[leaf + 1] as number); element += 1)
      product *= shares[element] as number;
    expected += product;
  }
  return { expected, explain };
};
