/** How a vendor holds a record from `at` on, until the next version of it. */
export type Version<R> = { readonly at: number; readonly key: string; readonly record: R };

export const inOrder = <R>(versions: ReadonlyArray<Version<R>>): ReadonlyArray<Version<R>> =>
  versions.toSorted((a, b) => a.at - b.at);

/** Every record there is at one of these times is saved once more then, though nothing changes. */
export const savedAgain = <R>(
  versions: ReadonlyArray<Version<R>>,
  times: ReadonlyArray<number>,
): ReadonlyArray<Version<R>> => {
  const ordered = inOrder(versions);
  const again = times.flatMap((time) => {
    const held = new Map(ordered.filter(({ at }) => at < time).map((version) => [version.key, version]));
    return [...held.values()].map((version): Version<R> => ({ ...version, at: time }));
  });
  return inOrder([...again, ...ordered]);
};
