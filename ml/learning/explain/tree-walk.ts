import type { Trees } from '../trees/trees.js';
import { gaussLegendre } from './gauss-legendre.js';

/**
 * What explaining a tree needs of it whatever the row is. Its splits stand parents first; the children of split `s` are the edges `2s` (left) and
 * `2s + 1`, and edge `e` has the slot `e + 1`, as the root has slot 0.
 */
export type TreeWalk = {
  readonly nodes: Int32Array;
  readonly columns: Int32Array;
  /** By split: the slot it hangs at, and that of the edge above it which asked for the same column last, or the root's. */
  readonly parents: Int32Array;
  readonly before: Int32Array;
  /** Of the quadrature; how many there are is how many numbers each of the factors below has. */
  readonly weights: Float64Array;
  /** By edge: what the way is times where the column is not known to lead there before the edge. Those to leaves are times their value, here and below. */
  readonly shares: Float64Array;
  /**
   * By edge, where the column led there before: what the way is times, by place, if the row does not go on by the edge and if it does; then by how much more the
   * column counts of what is below, likewise.
   */
  readonly factors: Float64Array;
  /** What the tree says on average of the rows it was grown from. */
  readonly expected: number;
};

type Asked = { readonly slot: number; readonly share: number };
type Edge = {
  readonly node: number;
  readonly slot: number;
  readonly reached: number;
  /** Of each column asked for on the way: where last, and which share of rows its splits let by, all of them together. */
  readonly asked: ReadonlyMap<number, Asked>;
};
type Split = Edge & { readonly before: Asked };

const UNASKED: Asked = { slot: 0, share: 1 };

/** Polynomials in `t` by place: see `explainTrees`. */
const factorsOf = (share: number, before: number, places: Float64Array, value: number): ReadonlyArray<number> => {
  const each = (factor: (t: number, known: number, knownBefore: number) => number) =>
    Array.from(places, (t) => factor(t, (1 - t) * share + t, (1 - t) * before + t));
  return [
    ...each((t, _, knownBefore) => ((1 - t) * share * value) / knownBefore),
    ...each((_, known, knownBefore) => (known * value) / knownBefore),
    ...each((t, _, knownBefore) => -1 / (1 - t) - (1 - before) / knownBefore),
    ...each((_, known, knownBefore) => (1 - share) / known - (1 - before) / knownBefore),
  ];
};

export const treeWalkOf = ({ features, lefts, numbers, counts }: Trees, root: number): TreeWalk => {
  const edges: Array<Edge> = [{ node: root, slot: 0, reached: 1, asked: new Map() }];
  const splits: Array<Split> = [];
  let expected = 0;
  let longest = 1;
  for (let next = 0; next < edges.length; next += 1) {
    const edge = edges[next] as Edge;
    const { node, reached, asked } = edge;
    const column = features[node] as number;
    if (column === -1) {
      expected += reached * (numbers[node] as number);
      longest = Math.max(longest, asked.size);
      continue;
    }
    const before = asked.get(column) ?? UNASKED;
    splits.push({ ...edge, before });
    for (const child of [lefts[node] as number, (lefts[node] as number) + 1]) {
      const share = (counts[child] as number) / (counts[node] as number);
      const { length: slot } = edges;
      const here = new Map(asked).set(column, { slot, share: before.share * share });
      edges.push({ node: child, slot, reached: reached * share, asked: here });
    }
  }
  const { places, weights } = gaussLegendre(Math.ceil(longest / 2));
  const children = splits.flatMap(({ node, before }, split) =>
    [2 * split + 1, 2 * split + 2].map((slot) => {
      const child = edges[slot] as Edge;
      const value = features[child.node] === -1 ? (numbers[child.node] as number) : 1;
      const share = (counts[child.node] as number) / (counts[node] as number);
      return { share, before: before.share, value };
    }),
  );
  return {
    nodes: Int32Array.from(splits, ({ node }) => node),
    columns: Int32Array.from(splits, ({ node }) => features[node] as number),
    parents: Int32Array.from(splits, ({ slot }) => slot),
    before: Int32Array.from(splits, ({ before }) => before.slot),
    weights,
    shares: Float64Array.from(children, ({ share, value }) => share * value),
    factors: Float64Array.from(
      children.flatMap(({ share, before, value }) => factorsOf(before * share, before, places, value)),
    ),
    expected,
  };
};
