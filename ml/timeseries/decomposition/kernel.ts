/** Tricube weights of the whole distances 0, 1, ..., kept for as long as the bandwidth stays the same. */
export type Kernel = { bandwidth: number; filled: number; readonly weights: Float64Array };

/** For distances up to `reach`. */
export const makeKernel = (reach: number): Kernel => ({
  bandwidth: Number.NaN,
  filled: 0,
  weights: new Float64Array(reach + 1),
});

/** Cleveland et al. 1990; the two cuts at 0.001 and 0.999 of the bandwidth are those of the authors' program. */
export const fillKernel = (kernel: Kernel, bandwidth: number, reach: number): void => {
  if (kernel.bandwidth !== bandwidth) {
    kernel.bandwidth = bandwidth;
    kernel.filled = 0;
  }
  for (let distance = kernel.filled; distance <= reach; distance += 1) {
    const part = distance / bandwidth;
    const rest = 1 - part * part * part;
    kernel.weights[distance] = distance <= 0.001 * bandwidth ? 1 : part > 0.999 ? 0 : rest * rest * rest;
  }
  kernel.filled = Math.max(kernel.filled, reach + 1);
};
