/**
 * For each p-value, the share of false findings to expect among those that are as small or smaller, whatever depends on what.
 * Benjamini and Yekutieli 2001.
 */
export const qValuesOf = (pValues: ReadonlyArray<number>): ReadonlyArray<number> => {
  const n = pValues.length;
  const harmonic = pValues.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[b] as number) - (pValues[a] as number));
  const qValues = new Array<number>(n).fill(1);
  let least = 1;
  order.forEach((place, i) => {
    least = Math.min(least, ((pValues[place] as number) * n * harmonic) / (n - i));
    qValues[place] = least;
  });
  return qValues;
};

/** The chance that the least of so many p-values is as small as this where nothing is to be found. Šidák 1967. */
export const ofLeast = (pValue: number, tests: number): number => -Math.expm1(tests * Math.log1p(-pValue));
