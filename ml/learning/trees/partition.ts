import type { BinnedRows } from '../binning/binned-rows.js';

/**
 * Brings the rows from `begin` up to `end` of an order that go left before those that go right, each in the order they had.
 * @param goesLeft 1 of the column's bins that do
 * @param room as long as the order
 * @returns where the right ones begin
 */
export const partition = (
  { ids, width, slots, firsts, commons }: BinnedRows,
  order: Int32Array,
  begin: number,
  end: number,
  column: number,
  goesLeft: Uint8Array,
  room: Int32Array,
): number => {
  const slot = slots[column] as number;
  const first = firsts[column] as number;
  const count = (firsts[column + 1] as number) - first;
  const common = commons[column] as number;
  let left = begin;
  let right = 0;
  for (let i = begin; i < end; i += 1) {
    const row = order[i] as number;
    const bin = (ids[row * width + slot] as number) - first;
    if (goesLeft[bin >= 0 && bin < count ? bin : common] === 1) {
      order[left] = row;
      left += 1;
    } else {
      room[right] = row;
      right += 1;
    }
  }
  for (let i = 0; i < right; i += 1) order[left + i] = room[i] as number;
  return left;
};
