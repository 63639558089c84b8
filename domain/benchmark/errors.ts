import type { BenchmarkMetric } from './names.js';

/** A quarter of the companies is at or below p25, half at or below p50, three quarters at or below p75. */
export type BenchmarkRefusal = { readonly _tag: 'QuartilesOutOfOrder'; readonly metric: BenchmarkMetric };
