import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { CommandContext } from './command-context.js';
import { type AnyAggregate, aggregateOf, type Command, type Refusal } from './commands.js';
import { type ConcurrencyExhausted, type HandleOptions, handleInStream } from './handle-in-stream.js';
import { inFlight } from './in-flight.js';
import type { AppendTooLarge, EventStore, LogUnavailable, UnreadableStream } from './ports/event-store.js';
import { laterOf, type Position } from './position.js';

export type CommandWithContext = { readonly command: Command; readonly context: CommandContext };

/** A command that was not carried out, by its place in what was asked, and why. Trying it again will not help. */
export type RejectedCommand = { readonly index: number; readonly reason: Refusal | UnreadableStream | AppendTooLarge };

export type HandledCommands = {
  /** The furthest place any of the streams reached. */
  readonly position: Position | undefined;
  readonly appended: number;
  readonly rejected: ReadonlyArray<RejectedCommand>;
};

export type HandleCommandsOptions = HandleOptions & { readonly streamsInFlight?: number };

type StreamOfCommands = {
  readonly streamName: string;
  readonly aggregate: AnyAggregate;
  readonly commands: Array<CommandWithContext & { readonly index: number }>;
};

const byStream = (commands: ReadonlyArray<CommandWithContext>): ReadonlyArray<StreamOfCommands> => {
  const streams = new Map<string, StreamOfCommands>();
  for (const [index, { command, context }] of commands.entries()) {
    const aggregate = aggregateOf(command);
    const streamName = aggregate.streamOf(command);
    const stream = streams.get(streamName) ?? { streamName, aggregate, commands: [] };
    stream.commands.push({ command, context, index });
    streams.set(streamName, stream);
  }
  return [...streams.values()];
};

type StreamOutcome = E.Either<ConcurrencyExhausted | LogUnavailable, HandledCommands>;

const handleOne =
  (deps: Pick<EventStore, 'readStream' | 'append'>, options: HandleCommandsOptions) =>
  async ({ streamName, aggregate, commands }: StreamOfCommands): Promise<StreamOutcome> => {
    const result = await handleInStream(deps)(aggregate, streamName, commands, options)();
    if (E.isRight(result)) {
      const { position, appended, refusals } = result.right;
      const rejected = commands.flatMap(({ index }, place) => {
        const reason = refusals.get(place);
        return reason === undefined ? [] : [{ index, reason }];
      });
      return E.right({ position, appended, rejected });
    }
    const failure = result.left;
    if (failure._tag !== 'UnreadableStream') return E.left(failure);
    const rejected = commands.map(({ index }) => ({ index, reason: failure }));
    return E.right({ position: undefined, appended: 0, rejected });
  };

const together = (a: HandledCommands, b: HandledCommands): HandledCommands => ({
  position: b.position === undefined ? a.position : laterOf(a.position, b.position),
  appended: a.appended + b.appended,
  rejected: [...a.rejected, ...b.rejected],
});

const nothing: HandledCommands = { position: undefined, appended: 0, rejected: [] };

/**
 * Handles many commands: those of a stream in their order and in one append where they fit, streams beside each other.
 * Rejected commands never hold up the rest. When the log does not answer the whole is to be tried again, which repeats
 * nothing, since facts keep their ids.
 */
export const handleCommands =
  (deps: Pick<EventStore, 'readStream' | 'append'>) =>
  (
    commands: ReadonlyArray<CommandWithContext>,
    options: HandleCommandsOptions = {},
  ): TaskEither<ConcurrencyExhausted | LogUnavailable, HandledCommands> =>
  async () => {
    let outcome: StreamOutcome = E.right(nothing);
    await inFlight(options.streamsInFlight ?? 8, byStream(commands), async (stream) => {
      const handled = await handleOne(deps, options)(stream);
      if (E.isRight(outcome)) outcome = E.isLeft(handled) ? handled : E.right(together(outcome.right, handled.right));
      return E.isLeft(handled) ? 'stop' : 'go on';
    });
    return E.map((all: HandledCommands) => ({ ...all, rejected: all.rejected.toSorted((a, b) => a.index - b.index) }))(
      outcome,
    );
  };
