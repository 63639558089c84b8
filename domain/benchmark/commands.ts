import type * as t from 'io-ts';
import { commandTo } from '../event.js';
import { BenchmarkPublished } from './events.js';

export const BenchmarkCommand = commandTo('PublishBenchmark', BenchmarkPublished);
export type BenchmarkCommand = t.TypeOf<typeof BenchmarkCommand>;
