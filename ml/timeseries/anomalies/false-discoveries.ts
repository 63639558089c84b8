/**
 * Which of many findings (accounts times metrics, those of one day) to show so that of those shown at most the share
 * `rate` is expected to be false. `tests` is how many series were looked at, shown or not.
 * Benjamini and Hochberg 1995.
 */
export const withoutFalseDiscoveries = <A extends { readonly pValue: number }>(
  findings: ReadonlyArray<A>,
  tests: number,
  rate: number,
): ReadonlyArray<A> => {
  const ascending = [...findings].sort((a, b) => a.pValue - b.pValue);
  const last = ascending.findLastIndex(({ pValue }, rank) => pValue <= (rate * (rank + 1)) / tests);
  return ascending.slice(0, last + 1);
};
