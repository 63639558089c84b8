import { momentsOf } from '../../../ml/statistics/moments.js';
import { normalTail } from '../../../ml/statistics/normal.js';

const WINDOW = 1000;

/** The simplest detector that the benchmark publishes scores of, so that our scorer can be held against them. */
export const windowedGaussian = (values: Float64Array): Float64Array =>
  values.map((value, row) => {
    if (row === 0) return 0;
    const before = values.subarray(Math.max(0, row - WINDOW), row);
    const { mean, variance, count } = momentsOf(before);
    const deviation = count < 2 ? 0 : Math.sqrt((variance * (count - 1)) / count);
    return 1 - normalTail(Math.abs(value - mean) / (deviation || 1e-6));
  });
