/** The bins of a column in all rows. */
export type LocalBins = { readonly column: number; readonly bins: Uint16Array };

/** A column of which most is in one bin, that of zero. */
type SparseColumn = LocalBins & { readonly common: number };

/** More sparse columns than this are not tried for a common slot; to compare them would take longer than it saves. */
const MOST_SPARSE = 2000;

const bitsOf = ({ bins, common }: SparseColumn): { readonly bits: Uint32Array; readonly rows: number } => {
  const bits = new Uint32Array((bins.length + 31) >>> 5);
  let rows = 0;
  for (let row = 0; row < bins.length; row += 1)
    if (bins[row] !== common) {
      bits[row >>> 5] = (bits[row >>> 5] as number) | (1 << (row & 31));
      rows += 1;
    }
  return { bits, rows };
};

const overlap = (some: Uint32Array, others: Uint32Array): boolean =>
  some.some((word, i) => (word & (others[i] as number)) !== 0);

/**
 * Columns of which no two leave their common bin in the same row, as those of one-hot categories, put together. What such a column's common
 * bin sums to follows from the others. Exclusive feature bundling of LightGBM (Ke et al. 2017, 4), without conflicts.
 */
export const exclusiveColumns = (columns: ReadonlyArray<SparseColumn>): ReadonlyArray<ReadonlyArray<SparseColumn>> => {
  const candidates = columns
    .slice(0, MOST_SPARSE)
    .map((column) => ({ column, ...bitsOf(column) }))
    .sort((a, b) => b.rows - a.rows);
  const bundles: Array<{ readonly members: Array<SparseColumn>; readonly bits: Uint32Array; rows: number }> = [];
  for (const { column, bits, rows } of candidates) {
    const bundle = bundles.find((each) => each.rows + rows <= column.bins.length && !overlap(each.bits, bits));
    if (bundle === undefined) {
      bundles.push({ members: [column], bits, rows });
      continue;
    }
    bundle.members.push(column);
    bundle.rows += rows;
    for (let i = 0; i < bits.length; i += 1) bundle.bits[i] = (bundle.bits[i] as number) | (bits[i] as number);
  }
  return bundles.map(({ members }) => members).filter((members) => members.length > 1);
};
