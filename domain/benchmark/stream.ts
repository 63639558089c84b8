import type { BenchmarkMetric } from './names.js';

export const benchmarkStream = (metric: BenchmarkMetric): string => `benchmark-${metric}`;
