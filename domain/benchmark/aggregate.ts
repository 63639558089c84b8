import type { Aggregate } from '../decider.js';
import type { BenchmarkCommand } from './commands.js';
import { decide } from './decide.js';
import type { BenchmarkRefusal } from './errors.js';
import type { BenchmarkEvent } from './events.js';
import { type BenchmarkState, evolve, initialBenchmark } from './state.js';
import { benchmarkStream } from './stream.js';

export const benchmarkAggregate: Aggregate<BenchmarkCommand, BenchmarkState, BenchmarkEvent, BenchmarkRefusal> = {
  category: 'benchmark',
  streamOf: ({ data }) => benchmarkStream(data.metric),
  initialState: initialBenchmark,
  decide,
  evolve,
};
