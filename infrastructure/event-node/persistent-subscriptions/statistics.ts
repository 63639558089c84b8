/** How many there were, and how many of them since the last time that somebody asked. */
export type Measurement = { readonly total: number; readonly sinceLast: number; readonly perSecond: number };

export type Meter = { readonly count: () => void; readonly measure: (now: number) => Measurement };

export const makeMeter = (startedAt: number): Meter => {
  let total = 0;
  let last = { total: 0, at: startedAt };
  return {
    count: () => {
      total += 1;
    },
    measure: (now) => {
      const sinceLast = total - last.total;
      const seconds = (now - last.at) / 1000;
      last = { total, at: now };
      return { total, sinceLast, perSecond: seconds > 0 ? Math.round(sinceLast / seconds) : 0 };
    },
  };
};

export type Latencies = {
  readonly observe: (milliseconds: number) => void;
  readonly summary: () => ReadonlyArray<readonly [key: string, milliseconds: number]>;
};

const KEPT = 1_000;

const quantiles = [
  ['Median', 0.5],
  ['Fastest', 0],
  ['Quintile 1', 0.2],
  ['Quintile 2', 0.4],
  ['Quintile 3', 0.6],
  ['Quintile 4', 0.8],
  ['Quintile 5', 1],
  ['90%', 0.9],
  ['95%', 0.95],
  ['99%', 0.99],
  ['99.5%', 0.995],
  ['99.9%', 0.999],
  ['Highest', 1],
] as const;

/** How long consumers took for the last thousand messages. */
export const makeLatencies = (): Latencies => {
  const ring: Array<number> = [];
  let next = 0;
  return {
    observe: (milliseconds) => {
      ring[next] = milliseconds;
      next = (next + 1) % KEPT;
    },
    summary: () => {
      const sorted = [...ring].sort((a, b) => a - b);
      const mean = sorted.reduce((sum, one) => sum + one, 0) / Math.max(1, sorted.length);
      const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
      return [['Mean', Math.round(mean)], ...quantiles.map(([key, share]) => [key, Math.round(at(share))] as const)];
    },
  };
};
