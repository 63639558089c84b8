/** In bytes. */
export type Memory = {
  readonly resident: number;
  /** What JavaScript can still reach, Buffers included; what was not collected yet counts too without `--expose-gc`. */
  readonly live: number;
};

export const memoryHere = (): Memory => {
  const resident = process.memoryUsage.rss();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { resident, live: heapUsed + external };
};
