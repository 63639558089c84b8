/** Who each account turned out to be: one edge an account that was merged, to itself where that was taken back. */
export type Merges = ReadonlyMap<string, string>;

const rootFrom = (merges: Merges, accountId: string): string => {
  const path = [accountId];
  const seen = new Set(path);
  for (let next = merges.get(accountId); next !== undefined; next = merges.get(next)) {
    if (seen.has(next)) {
      const circle = path.slice(path.indexOf(next));
      return circle.toSorted()[0] ?? accountId;
    }
    path.push(next);
    seen.add(next);
  }
  return path.at(-1) ?? accountId;
};

/** The account at the end of the merges, for each account that is not its own. Of a circle the first id is the root. */
export const rootsOf = (merges: Merges): ReadonlyMap<string, string> =>
  new Map(
    [...merges.keys()].flatMap((accountId) => {
      const root = rootFrom(merges, accountId);
      return root === accountId ? [] : [[accountId, root] as const];
    }),
  );

/** The root and, in order, every account of the group that the account belongs to; alone where nothing was merged. */
export const groupOf = (
  roots: ReadonlyMap<string, string>,
  accountId: string,
): { readonly root: string; readonly members: ReadonlyArray<string> } => {
  const root = roots.get(accountId) ?? accountId;
  const merged = [...roots].flatMap(([member, of]) => (of === root ? [member] : []));
  return { root, members: [root, ...merged.sort()] };
};
