import type { Random } from '../prng.js';

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

/** Some of the versions can be read only a while after their time, though never before those of the same record that they follow. */
export const shownLate = <R>(
  versions: ReadonlyArray<Version<R>>,
  random: Random,
  longest: number,
): ReadonlyArray<Version<R>> => {
  const last = new Map<string, number>();
  const late = inOrder(versions).map(({ at, key, record }): Version<R> => {
    const shown = at + (random.chance(0.2) ? random.int(0, longest) : 0);
    const after = Math.max(shown, last.get(key) ?? 0);
    last.set(key, after);
    return { at: after, key, record };
  });
  return inOrder(late);
};
