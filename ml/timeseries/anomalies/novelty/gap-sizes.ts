/** Counts of gaps by size, in classes of an eighth of an octave, ascending; gaps of zero in the class `ZERO`. */
export type GapSizes = ReadonlyArray<readonly [sizeClass: number, count: number]>;

const CLASSES_AN_OCTAVE = 8;
const ZERO = -100_000;

const classOf = (gap: number): number => (gap === 0 ? ZERO : Math.floor(CLASSES_AN_OCTAVE * Math.log2(gap)));

export const withGap = (sizes: GapSizes, gap: number): GapSizes => {
  const sizeClass = classOf(gap);
  const place = sizes.findIndex(([each]) => each >= sizeClass);
  if (place < 0) return [...sizes, [sizeClass, 1]];
  const [found, count] = sizes[place] as GapSizes[number];
  return found === sizeClass ? sizes.with(place, [found, count + 1]) : sizes.toSpliced(place, 0, [sizeClass, 1]);
};

/** The size that the share `p` of the gaps stays below, to a sixteenth of an octave. */
export const gapQuantile = (sizes: GapSizes, p: number): number => {
  const all = sizes.reduce((sum, [, count]) => sum + count, 0);
  let below = 0;
  for (const [sizeClass, count] of sizes) {
    below += count;
    if (below > p * (all - 1)) return sizeClass === ZERO ? 0 : 2 ** ((sizeClass + 0.5) / CLASSES_AN_OCTAVE);
  }
  return 0;
};
