/** Places, both within; where the scatter changed, how many times as large it is as before. */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly pValue: number;
  readonly scatter?: number;
};

/** Places in ascending order, neighbours put together to one stretch. */
export const runsOf = (places: Iterable<number>): ReadonlyArray<{ readonly from: number; readonly to: number }> => {
  const runs: Array<{ from: number; to: number }> = [];
  for (const at of places) {
    const last = runs.at(-1);
    if (last?.to === at - 1) last.to = at;
    else runs.push({ from: at, to: at });
  }
  return runs;
};
