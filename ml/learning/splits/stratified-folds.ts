import { uniformOf } from '../../statistics/random.js';

type Group = { readonly rows: Array<number>; positives: number };

const groupsOf = (labels: Float64Array, groups: Int32Array | undefined): ReadonlyArray<Group> => {
  const byName = new Map<number, Group>();
  labels.forEach((label, row) => {
    const name = groups === undefined ? row : (groups[row] as number);
    const group = byName.get(name) ?? { rows: [], positives: 0 };
    byName.set(name, group);
    group.rows.push(row);
    if (label > 0) group.positives += 1;
  });
  return [...byName.values()];
};

/** Fisher and Yates 1938, as Durstenfeld 1964. */
const shuffled = <A>(values: ReadonlyArray<A>, seed: number): Array<A> => {
  const uniform = uniformOf(seed);
  const order = [...values];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const other = Math.floor(uniform() * (i + 1));
    [order[i], order[other]] = [order[other] as A, order[i] as A];
  }
  return order;
};

/**
 * The fold of each row, from 0 to `folds` less one: alike in rows and in rows labelled above 0, and no group in two of them.
 * @param groups one a row; undefined where each row stands alone
 */
export const stratifiedFolds = (
  labels: Float64Array,
  groups: Int32Array | undefined,
  folds: number,
  seed: number,
): Int32Array => {
  const largestFirst = shuffled(groupsOf(labels, groups), seed).sort(
    (a, b) => b.positives - a.positives || b.rows.length - a.rows.length,
  );
  const filled = Array.from({ length: folds }, (_, fold) => ({ fold, rows: 0, positives: 0 }));
  const foldOf = new Int32Array(labels.length);
  for (const group of largestFirst) {
    const least = filled.reduce((best, each) => {
      const fewer = group.positives > 0 ? each.positives - best.positives : 0;
      return (fewer || each.rows - best.rows) < 0 ? each : best;
    });
    least.rows += group.rows.length;
    least.positives += group.positives;
    for (const row of group.rows) foldOf[row] = least.fold;
  }
  return foldOf;
};
