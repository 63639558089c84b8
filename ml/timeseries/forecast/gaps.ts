/** A series without gaps: those at its ends cut off, those within it bridged. */
export type Bridged = {
  readonly values: Float64Array;
  /** 1 where the value was there, 0 where it was bridged. */
  readonly observed: Uint8Array;
  /** How many steps before the end of the series the last value was. */
  readonly late: number;
};

/** How far each phase lies from the average of the values around it; 0 where that is not known. */
const profileOf = (values: Float64Array, period: number): Float64Array => {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  if (period < 2 || values.length < 2 * period) return sums;
  const half = Math.floor(period / 2);
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    const around = values.subarray(Math.max(0, t - half), t + half + 1).filter((each) => !Number.isNaN(each));
    const mean = around.reduce((sum, each) => sum + each / around.length, 0);
    sums[t % period] = (sums[t % period] as number) + value - mean;
    counts[t % period] = (counts[t % period] as number) + 1;
  });
  return sums.map((sum, phase) => sum / Math.max(1, counts[phase] as number));
};

/** Bridges gaps by straight lines between what lies on both sides, the season of this period (1: none) taken out before and put back after. */
export const bridged = (series: Float64Array, period: number): Bridged => {
  const first = series.findIndex((value) => !Number.isNaN(value));
  const last = series.findLastIndex((value) => !Number.isNaN(value));
  const values = series.slice(Math.max(0, first), last + 1);
  const observed = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  const late = series.length - 1 - last;
  if (!observed.includes(0)) return { values, observed, late };
  const profile = profileOf(values, period);
  const level = (t: number): number => (values[t] as number) - (profile[t % period] as number);
  for (let t = 1; t < values.length; t += 1) {
    if (!Number.isNaN(values[t])) continue;
    const next = observed.indexOf(1, t);
    const before = level(t - 1);
    values[t] = before + (level(next) - before) / (next - t + 1) + (profile[t % period] as number);
  }
  return { values, observed, late };
};
