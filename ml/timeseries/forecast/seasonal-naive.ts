/** The last season once more: what a forecast has to beat. A step of its own length where there is no season. */
export const seasonalNaive = (series: Float64Array, horizon: number, period: number): Float64Array => {
  const lag = Math.min(Math.max(1, period), series.length);
  return Float64Array.from({ length: horizon }, (_, h) => series[series.length - lag + (h % lag)] ?? Number.NaN);
};
