/**
 * The area under the curve to expect of calibrated probabilities before any label is known (CBPE); NaN of fewer than two rows.
 * @param probabilities one a row, calibrated, no NaN; rows are ranked by them
 */
export const expectedArea = (probabilities: Float64Array): number => {
  const ascending = probabilities.slice().sort();
  let below = 0;
  let ordered = 0;
  let ones = 0;
  let both = 0;
  for (let from = 0; from < ascending.length; ) {
    const p = ascending[from] as number;
    let to = from;
    while (to < ascending.length && ascending[to] === p) to += 1;
    const equal = to - from;
    ordered += equal * p * (below + ((equal - 1) * (1 - p)) / 2);
    below += equal * (1 - p);
    ones += equal * p;
    both += equal * p * (1 - p);
    from = to;
  }
  return ordered / (ones * below - both);
};
