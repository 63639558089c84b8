import { gaussLegendre } from './gauss-legendre.js';
import type { LeafPaths } from './leaf-paths.js';

/**
 * What does not depend on the row. Leaf `l` has the quadrature's places from `places[l]` to before `places[l + 1]`; place `p` has one
 * element after another from `firsts[p]` on.
 */
export type QuadratureTables = {
  readonly places: Int32Array;
  readonly firsts: Int32Array;
  /** By place: the leaf's weighted product where nothing is known, and what it is times for each column that is not. */
  readonly products: Float64Array;
  readonly unknown: Float64Array;
  /** By place and element: by how much what the product is times, and what it then is times for the column, is more where that is known. */
  readonly ratios: Float64Array;
  readonly gains: Float64Array;
};

export const quadratureTables = ({ values, elements, shares, longest }: LeafPaths): QuadratureTables => {
  const rules = Array.from({ length: longest + 1 }, (_, length) => gaussLegendre(Math.ceil(length / 2)));
  const places = [0];
  const firsts: Array<number> = [];
  const products: Array<number> = [];
  const unknown: Array<number> = [];
  const ratios: Array<number> = [];
  const gains: Array<number> = [];
  for (const [leaf, value] of values.entries()) {
    const path = shares.subarray(elements[leaf], elements[leaf + 1]);
    const rule = rules[path.length];
    rule?.places.forEach((t, place) => {
      firsts.push(ratios.length);
      products.push(
        path.reduce((product, share) => product * (1 - t) * share, value * (rule.weights[place] as number)),
      );
      unknown.push(-1 / (1 - t));
      for (const share of path) {
        ratios.push(t / ((1 - t) * share));
        gains.push((1 - share) / ((1 - t) * share + t) + 1 / (1 - t));
      }
    });
    places.push(firsts.length);
  }
  return {
    places: Int32Array.from(places),
    firsts: Int32Array.from(firsts),
    products: Float64Array.from(products),
    unknown: Float64Array.from(unknown),
    ratios: Float64Array.from(ratios),
    gains: Float64Array.from(gains),
  };
};
