import type { Method } from './fit.js';

/** The last season once more: what a forecast has to beat. A step of its own length where there is no season. */
export const seasonalNaive =
  (period: number): Method =>
  (series, horizon) => {
    const lag = Math.min(Math.max(1, period), series.length);
    return {
      point: Float64Array.from({ length: horizon }, (_, h) => series[series.length - lag + (h % lag)] ?? Number.NaN),
      fitted: series.map((_, t) => series[t - lag] ?? Number.NaN),
      response: Float64Array.from({ length: horizon }, (_, h) => ((h + 1) % lag === 0 ? 1 : 0)),
      parameters: 0,
    };
  };
