/** Pairs of neighbours, in order. */
export const neighbours = <A>(items: ReadonlyArray<A>): ReadonlyArray<readonly [A, A]> =>
  items.slice(1).map((item, place) => [items[place] as A, item]);
