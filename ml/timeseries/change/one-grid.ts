/** Binary digits kept of the largest number: the other 12 are room for the sum of 4,096 numbers as large. */
const DIGITS = 41;

/**
 * Two numbers and the steps between them, rounded to multiples of one power of two, on which sums lose no digit in whatever order.
 * What the steps miss by rounding goes to the largest of them.
 * @returns `start`, `end` and the steps
 */
export const onOneGrid = (start: number, end: number, steps: ReadonlyArray<number>): ReadonlyArray<number> => {
  const largest = [start, end, ...steps].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return [start, end, ...steps];
  const grid = 2 ** Math.max(-1074, Math.floor(Math.log2(largest)) - DIGITS);
  const rounded = [start, end, ...steps].map((value) => Math.round(value / grid) * grid + 0);
  const [from = 0, to = 0, ...moves] = rounded;
  const missing = to - from - moves.reduce((sum, value) => sum + value, 0);
  const widest = moves.reduce((best, value, i) => (Math.abs(value) > Math.abs(moves[best] as number) ? i : best), 0);
  return [from, to, ...moves.map((value, i) => (i === widest ? value + missing : value))];
};
