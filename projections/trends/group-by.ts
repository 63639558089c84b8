/** Items by key, in the order they are given. */
export const groupBy = <A>(items: Iterable<A>, keyOf: (item: A) => string): ReadonlyMap<string, Array<A>> => {
  const groups = new Map<string, Array<A>>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};
