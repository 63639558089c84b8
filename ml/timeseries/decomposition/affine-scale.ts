import { median } from '../../statistics/quantile.js';
import type { Decomposition, Season } from './decomposition.js';

/** value = centre + unit * scaled. The unit is a power of two, so that scaling there and back loses no digits. */
export type AffineScale = { readonly centre: number; readonly unit: number };

/** The scale on which the values lie about within -1 and 1, whatever their size; NaN are left out. */
export const affineScaleOf = (series: Float64Array): AffineScale => {
  const centre = median(series);
  const reach = series.reduce((largest, value) => Math.max(largest, Math.abs(value - centre) || 0), 0);
  const exponent = reach === 0 ? 0 : Math.floor(Math.log2(reach));
  return { centre, unit: 2 ** Math.min(1000, Math.max(-1000, exponent)) };
};

export const scaledBy = ({ centre, unit }: AffineScale, series: Float64Array): Float64Array =>
  series.map((value) => (value - centre) / unit);

/** Brings the parts back to the size of the series; what they leave of it is the remainder. The parts are overwritten. */
export const unscaled = (
  series: Float64Array,
  { centre, unit }: AffineScale,
  trend: Float64Array,
  seasonal: ReadonlyArray<Season>,
): Decomposition => {
  const remainder = new Float64Array(series.length);
  for (let i = 0; i < series.length; i += 1) {
    trend[i] = centre + unit * (trend[i] as number);
    let explained = trend[i] as number;
    for (const { values } of seasonal) {
      values[i] = unit * (values[i] as number);
      explained += values[i] as number;
    }
    remainder[i] = (series[i] as number) - explained;
  }
  return { trend, seasonal, remainder };
};
