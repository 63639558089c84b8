import type { BinnedRows } from '../binning/binned-rows.js';
import type { ColumnToSplit } from './split.js';

/**
 * Sums gradients and hessians by bin into `sums` from `offset` on: those of id `i` are at `offset + 2i` and the next place.
 * @param order rows; those from `begin` up to `end` are summed
 * @param slopes gradient and hessian of row `r` at `2r` and the next place
 */
export const sumByBin = (
  { ids, width, total }: Pick<BinnedRows, 'ids' | 'width' | 'total'>,
  order: Int32Array,
  begin: number,
  end: number,
  slopes: Float64Array,
  sums: Float64Array,
  offset: number,
): void => {
  sums.fill(0, offset, offset + 2 * total);
  for (let i = begin; i < end; i += 1) {
    const row = order[i] as number;
    const gradient = slopes[2 * row] as number;
    const hessian = slopes[2 * row + 1] as number;
    const to = (row + 1) * width;
    for (let at = row * width; at < to; at += 1) {
      const bin = offset + 2 * (ids[at] as number);
      sums[bin] = (sums[bin] as number) + gradient;
      sums[bin + 1] = (sums[bin + 1] as number) + hessian;
    }
  }
};

/** As `sumByBin`, of one column; the rows that its slot has the id of another column for are left out. */
export const sumColumn = (
  { ids, width, slots }: BinnedRows,
  { column, first, count }: ColumnToSplit,
  order: Int32Array,
  begin: number,
  end: number,
  slopes: Float64Array,
  sums: Float64Array,
): void => {
  const slot = slots[column] as number;
  const from = 2 * first;
  const to = from + 2 * count;
  sums.fill(0, from, to);
  for (let i = begin; i < end; i += 1) {
    const row = order[i] as number;
    const at = 2 * (ids[row * width + slot] as number);
    if (at < from || at >= to) continue;
    sums[at] = (sums[at] as number) + (slopes[2 * row] as number);
    sums[at + 1] = (sums[at + 1] as number) + (slopes[2 * row + 1] as number);
  }
};

/** Writes the sums of the common bin of a column that shares its slot: what its other bins leave of the node's. */
export const sumCommonBin = (
  sums: Float64Array,
  offset: number,
  { first, count, common }: ColumnToSplit,
  gradient: number,
  hessian: number,
): void => {
  let gradientLeft = gradient;
  let hessianLeft = hessian;
  const from = offset + 2 * first;
  for (let bin = 0; bin < count; bin += 1) {
    if (bin === common) continue;
    gradientLeft -= sums[from + 2 * bin] as number;
    hessianLeft -= sums[from + 2 * bin + 1] as number;
  }
  sums[from + 2 * common] = gradientLeft;
  sums[from + 2 * common + 1] = hessianLeft;
};

/** Takes the sums of one child from those of the node, which leaves those of the other. */
export const subtractSums = (sums: Float64Array, offset: number, childOffset: number, length: number): void => {
  for (let i = 0; i < length; i += 1)
    sums[offset + i] = (sums[offset + i] as number) - (sums[childOffset + i] as number);
};
