/** Power at a frequency in cycles a step. Goertzel 1958. */
export const powerAt = (values: Float64Array, frequency: number): number => {
  const turn = 2 * Math.cos(2 * Math.PI * frequency);
  let last = 0;
  let before = 0;
  for (let t = 0; t < values.length; t += 1) {
    const next = (values[t] as number) + turn * last - before;
    before = last;
    last = next;
  }
  return Math.max(0, last * last + before * before - turn * last * before) / values.length;
};

/** Power at j cycles in the length of the series, for j = 0, 1, ... up to half a cycle a step. */
export const periodogram = (values: Float64Array): Float64Array =>
  Float64Array.from({ length: Math.floor(values.length / 2) + 1 }, (_, j) => powerAt(values, j / values.length));
