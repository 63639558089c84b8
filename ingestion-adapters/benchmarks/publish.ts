import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { deterministicId } from '../../application/deterministic-id.js';
import { type CommandWithContext, type HandledCommands, handleCommands } from '../../application/handle-commands.js';
import type { ConcurrencyExhausted } from '../../application/handle-in-stream.js';
import type { EventStore, LogUnavailable } from '../../application/ports/event-store.js';
import type { Benchmark } from '../../domain/benchmark/state.js';
import { canonical } from '../../domain/canonical.js';

const saying = (data: Benchmark, actor: string): CommandWithContext => {
  const fact = ['benchmark', canonical(data)];
  const context = { fact, correlationId: deterministicId(...fact), causationId: null, actor, source: null };
  return { command: { type: 'PublishBenchmark', data }, context };
};

/** Says what was published. What was said before says nothing new, and a later revision stands beside the earlier ones. */
export const publishBenchmarks =
  (log: Pick<EventStore, 'readStream' | 'append'>) =>
  (
    benchmarks: ReadonlyArray<Benchmark>,
    actor: string,
  ): TaskEither<ConcurrencyExhausted | LogUnavailable, HandledCommands> =>
    handleCommands(log)(benchmarks.map((benchmark) => saying(benchmark, actor)));
