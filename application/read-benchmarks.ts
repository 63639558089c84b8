import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BenchmarkMetric } from '../domain/benchmark/names.js';
import {
  type Benchmark,
  type BenchmarkState,
  benchmarksIn,
  evolve,
  initialBenchmark,
} from '../domain/benchmark/state.js';
import { benchmarkStream } from '../domain/benchmark/stream.js';
import type { Timestamp } from '../domain/primitives.js';
import type { EventStore, LogUnavailable, RecordedEvent, UnreadableStream } from './ports/event-store.js';

export type BenchmarksAsked = {
  readonly metric: BenchmarkMetric;
  readonly segment?: string | undefined;
  readonly period?: string | undefined;
  /** Only what was published by then. */
  readonly asOf?: Timestamp | undefined;
  /** Only what the log held by then. */
  readonly wasKnown: (recorded: RecordedEvent) => boolean;
};

export type BenchmarkFound = Benchmark & { readonly revisions: number };

const inOrder = (a: BenchmarkFound, b: BenchmarkFound): number => {
  const [first, second] = [a, b].map(({ segment, period, source }) => JSON.stringify([segment, period, source]));
  return (first ?? '') < (second ?? '') ? -1 : 1;
};

/** What was published of a metric: the latest revision for each segment, period and source, and how many revisions there were. */
export const readBenchmarks =
  ({ readStream }: Pick<EventStore, 'readStream'>) =>
  (asked: BenchmarksAsked): TE.TaskEither<LogUnavailable | UnreadableStream, ReadonlyArray<BenchmarkFound>> =>
    pipe(
      readStream(benchmarkStream(asked.metric)),
      TE.map((history) =>
        history.filter(asked.wasKnown).reduce<BenchmarkState>((state, { event }) => {
          if (event.type !== 'BenchmarkPublished') return state;
          return asked.asOf !== undefined && event.data.occurredAt > asked.asOf ? state : evolve(state, event);
        }, initialBenchmark),
      ),
      TE.map((state) =>
        benchmarksIn(state)
          .filter(({ segment }) => asked.segment === undefined || segment === asked.segment)
          .filter(({ period }) => asked.period === undefined || period === asked.period)
          .toSorted(inOrder),
      ),
    );
