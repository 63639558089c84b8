/** How many of values in ascending order are below `value`. */
export const countBelow = (ascending: ArrayLike<number>, value: number): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** As `countBelow`, those that equal it with them. */
const countUpTo = (ascending: ArrayLike<number>, value: number): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Values in ascending order with one more among them, in the place of `leaving`, which is one of them, if that is given. */
export const exchanged = (
  ascending: ReadonlyArray<number>,
  entering: number,
  leaving: number | undefined,
): ReadonlyArray<number> => {
  const next = leaving === undefined ? ascending.concat([entering]) : ascending.slice();
  let place = leaving === undefined ? ascending.length : countBelow(ascending, leaving);
  for (; place > 0 && (next[place - 1] as number) > entering; place -= 1) next[place] = next[place - 1] as number;
  for (; place < next.length - 1 && (next[place + 1] as number) < entering; place += 1)
    next[place] = next[place + 1] as number;
  next[place] = entering;
  return next;
};

/** How far the `count` values nearest to `centre` are from it at most; the values are in ascending order. O(log n). */
export const distanceOfNearest = (ascending: ArrayLike<number>, centre: number, count: number): number => {
  let low = 0;
  let high = ascending.length - count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (centre - (ascending[middle] as number) > (ascending[middle + count] as number) - centre) low = middle + 1;
    else high = middle;
  }
  return Math.max(centre - (ascending[low] as number), (ascending[low + count - 1] as number) - centre);
};

/** How many values are at least so far from `centre`; the values are in ascending order. O(log n). */
export const countBeyond = (ascending: ArrayLike<number>, centre: number, distance: number): number =>
  distance <= 0
    ? ascending.length
    : countUpTo(ascending, centre - distance) + ascending.length - countBelow(ascending, centre + distance);
