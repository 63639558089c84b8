import type { Trees } from '../trees/trees.js';

/**
 * For each leaf, the columns asked for on the way to it, each once, in flat arrays. Leaf `l` has the elements from `elements[l]` to before
 * `elements[l + 1]`; element `e` has the nodes from `conditions[e]` to before `conditions[e + 1]`.
 */
export type LeafPaths = {
  readonly values: Float64Array;
  readonly elements: Int32Array;
  readonly columns: Int32Array;
  /** Which share of the training rows came on at the element's nodes, all of them together. */
  readonly shares: Float64Array;
  readonly conditions: Int32Array;
  readonly nodes: Int32Array;
  /** 1 where the way to the leaf goes left at the node. */
  readonly lefts: Uint8Array;
  /** The most elements that a leaf has. */
  readonly longest: number;
};

type Step = { readonly column: number; readonly node: number; readonly isLeft: boolean; readonly share: number };

const merged = (steps: ReadonlyArray<Step>): ReadonlyArray<ReadonlyArray<Step>> => {
  const byColumn = new Map<number, Array<Step>>();
  for (const step of steps) byColumn.set(step.column, [...(byColumn.get(step.column) ?? []), step]);
  return [...byColumn.values()];
};

export const leafPathsOf = ({ roots, features, lefts, numbers, counts }: Trees): LeafPaths => {
  const values: Array<number> = [];
  const elements = [0];
  const columns: Array<number> = [];
  const shares: Array<number> = [];
  const conditions = [0];
  const nodes: Array<number> = [];
  const leftTurns: Array<number> = [];
  let longest = 0;

  const addLeaf = (node: number, steps: ReadonlyArray<Step>): void => {
    const path = merged(steps);
    longest = Math.max(longest, path.length);
    values.push(numbers[node] as number);
    for (const element of path) {
      columns.push((element[0] as Step).column);
      shares.push(element.reduce((product, { share }) => product * share, 1));
      for (const step of element) {
        nodes.push(step.node);
        leftTurns.push(step.isLeft ? 1 : 0);
      }
      conditions.push(nodes.length);
    }
    elements.push(columns.length);
  };

  const walk = (node: number, steps: ReadonlyArray<Step>): void => {
    const column = features[node] as number;
    if (column === -1) {
      addLeaf(node, steps);
      return;
    }
    const left = lefts[node] as number;
    const shareOf = (child: number) => (counts[child] as number) / (counts[node] as number);
    walk(left, [...steps, { column, node, isLeft: true, share: shareOf(left) }]);
    walk(left + 1, [...steps, { column, node, isLeft: false, share: shareOf(left + 1) }]);
  };

  for (const root of roots) walk(root, []);
  return {
    values: Float64Array.from(values),
    elements: Int32Array.from(elements),
    columns: Int32Array.from(columns),
    shares: Float64Array.from(shares),
    conditions: Int32Array.from(conditions),
    nodes: Int32Array.from(nodes),
    lefts: Uint8Array.from(leftTurns),
    longest,
  };
};
