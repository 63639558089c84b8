import { jumpOf, makeKernelFor, pointsOf, smooth } from './loess.js';
import { SETTLED, updateTrust } from './robustness.js';
import { oddFrom } from './windows.js';

/** The trend of a scaled series without a season: a line fitted to the nearest quarter of the values, if no window is given. */
export const robustTrend = (
  scaled: Float64Array,
  count: number,
  { trendWindow, robustRounds = 15 }: { readonly trendWindow?: number; readonly robustRounds?: number },
): Float64Array => {
  const points = pointsOf(scaled, count);
  const { at, values, trust } = points;
  const window = trendWindow ?? oddFrom(Math.max(7, scaled.length / 4));
  const kernel = makeKernelFor(scaled);
  const trend = new Float64Array(scaled.length);
  const sizes = new Float64Array(count);
  for (let round = 0; ; round += 1) {
    for (let i = 0; i < count; i += 1) values[i] = scaled[at[i] as number] as number;
    smooth(points, { window, degree: 1, jump: jumpOf(window) }, kernel, 0, trend);
    if (round === robustRounds) return trend;
    for (let i = 0; i < count; i += 1) values[i] = (values[i] as number) - (trend[at[i] as number] as number);
    if (updateTrust(values, trust, sizes) < SETTLED) return trend;
  }
};
