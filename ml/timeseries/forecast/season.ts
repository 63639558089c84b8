/** How a season joins the rest of a series: added to it, or a share of it. */
export type Shape = 'additive' | 'multiplicative';

/** The effect of each phase of a season: 0 on average where it is additive, 1 where it is multiplicative. */
export type Season = { readonly shape: Shape; readonly effects: Float64Array };

export const noSeason: Season = { shape: 'additive', effects: new Float64Array(1) };

/** Centred moving average over one season; NaN where it does not reach. */
const centredAverage = (series: Float64Array, period: number): Float64Array => {
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  const averages = new Float64Array(series.length).fill(Number.NaN);
  for (let t = half; t < series.length - half; t += 1) {
    let sum = 0;
    for (let i = -half; i <= half; i += 1) sum += (series[t + i] as number) * (even && Math.abs(i) === half ? 0.5 : 1);
    averages[t] = sum / period;
  }
  return averages;
};

/**
 * The season of a series by classical decomposition, shrunk towards none by what chance alone would give it, so that a weak season does no harm.
 * Miller and Williams 2003 (James-Stein). None where the series is shorter than two seasons.
 */
export const seasonOf = (series: Float64Array, period: number, shape: Shape): Season => {
  if (period < 2 || series.length < 2 * period) return noSeason;
  const averages = centredAverage(series, period);
  const neutral = shape === 'additive' ? 0 : 1;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  const raw = series.map((value, t) =>
    shape === 'additive' ? value - (averages[t] as number) : value / (averages[t] as number),
  );
  raw.forEach((each, t) => {
    if (!Number.isFinite(each)) return;
    sums[t % period] = (sums[t % period] as number) + each;
    counts[t % period] = (counts[t % period] as number) + 1;
  });
  if (counts.some((count) => count === 0)) return noSeason;
  const means = sums.map((sum, phase) => sum / (counts[phase] as number));
  const grand = means.reduce((sum, each) => sum + each, 0) / period;
  const effects = means.map((each) => (shape === 'additive' ? each - grand : each / grand));
  let within = 0;
  let freedom = 0;
  raw.forEach((each, t) => {
    if (!Number.isFinite(each)) return;
    within += (each - (means[t % period] as number)) ** 2;
    freedom += 1;
  });
  freedom -= period;
  if (freedom < 1) return { shape, effects };
  const noise = (within / freedom) * (counts.reduce((sum, count) => sum + 1 / count, 0) / period);
  const spread = effects.reduce((sum, each) => sum + (each - neutral) ** 2, 0) / (period - 1);
  if (spread === 0) return noSeason;
  const kept = Math.max(0, 1 - (Math.max(1, period - 3) / (period - 1)) * Math.min(1, noise / spread));
  return { shape, effects: effects.map((each) => neutral + kept * (each - neutral)) };
};

const effectAt = ({ effects }: Season, t: number): number => effects[t % effects.length] as number;

export const withoutSeason = (series: Float64Array, season: Season): Float64Array =>
  series.map((value, t) => (season.shape === 'additive' ? value - effectAt(season, t) : value / effectAt(season, t)));

/** @param from how many steps after the first of the series that the season was taken from the values begin */
export const withSeason = (values: Float64Array, season: Season, from: number): Float64Array =>
  values.map((value, i) =>
    season.shape === 'additive' ? value + effectAt(season, from + i) : value * effectAt(season, from + i),
  );
