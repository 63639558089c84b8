import type { Uniform } from '../../statistics/random.js';
import type { BinnedRows } from '../binning/binned-rows.js';
import type { TreeColumns } from '../trees/growth.js';
import type { ColumnToSplit } from '../trees/split.js';

/** Writes a share of the rows, drawn one by one, to the front of the order, in ascending order; says how many. */
export const drawRows = (order: Int32Array, share: number, uniform: Uniform): number => {
  let drawn = 0;
  for (let row = 0; row < order.length; row += 1)
    if (share === 1 || uniform() < share) {
      order[drawn] = row;
      drawn += 1;
    }
  return drawn;
};

/** `count` of `all` places, in ascending order. Selection sampling, Knuth 3.4.2 S. */
const drawPlaces = (all: number, count: number, uniform: Uniform): ReadonlyArray<number> => {
  const drawn: Array<number> = [];
  for (let place = 0; drawn.length < count; place += 1)
    if (uniform() * (all - place) < count - drawn.length) drawn.push(place);
  return drawn;
};

/** With more of the slots than this, to leave the others out takes longer than it saves. */
const WORTH_PACKING = 0.7;

/** Of one column alone, a tree could not find what two say together. */
const LEAST_COLUMNS = 2;

/** Draws columns for a tree, each time a share of them, and packs their ids so that what was not drawn is not gone through. */
export const columnDraws = (
  binned: BinnedRows,
  columns: ReadonlyArray<ColumnToSplit>,
  share: number,
): ((uniform: Uniform) => TreeColumns) => {
  const count = Math.max(LEAST_COLUMNS, Math.round(share * columns.length));
  if (count >= columns.length) return () => ({ binned, columns });
  const packed = binned.ids.slice();
  return (uniform) => {
    const drawn = drawPlaces(columns.length, count, uniform).map((place) => columns[place] as ColumnToSplit);
    const used = [...new Set(drawn.map(({ column }) => binned.slots[column] as number))];
    if (used.length > WORTH_PACKING * binned.width) return { binned, columns: drawn };
    const slots = binned.slots.map((slot) => used.indexOf(slot));
    const { length: width } = used;
    for (let row = 0; row < binned.rows; row += 1)
      for (let slot = 0; slot < width; slot += 1)
        packed[row * width + slot] = binned.ids[row * binned.width + (used[slot] as number)] as number;
    return { binned: { ...binned, ids: packed, width, slots }, columns: drawn };
  };
};
