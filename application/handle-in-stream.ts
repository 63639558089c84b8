import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DomainEvent } from '../domain/catalogue.js';
import type { Aggregate } from '../domain/decider.js';
import { appendInChunks } from './append-in-chunks.js';
import { type CommandContext, identified } from './command-context.js';
import type {
  AppendTooLarge,
  EventStore,
  EventToAppend,
  LogUnavailable,
  RecordedEvent,
  UnreadableStream,
} from './ports/event-store.js';
import type { Position } from './position.js';

/** Other writers kept getting in between; nothing is lost, and it may be tried again. */
export type ConcurrencyExhausted = { readonly _tag: 'ConcurrencyExhausted'; readonly streamName: string };

export type StreamFailure = ConcurrencyExhausted | LogUnavailable | UnreadableStream;

export type CommandInStream<Command> = { readonly command: Command; readonly context: CommandContext };

export type HandledInStream<Refusal> = {
  /** The last event of the stream, whether it was appended now or before; `undefined` if there is none. */
  readonly position: Position | undefined;
  readonly appended: number;
  /** By the place of the command. A command is refused, too, when what it decided is more than the log takes. */
  readonly refusals: ReadonlyMap<number, Refusal | AppendTooLarge>;
};

type Decided<Refusal> = {
  readonly events: ReadonlyArray<EventToAppend>;
  /** The place of the command that decided the event at the same place. */
  readonly decidedBy: ReadonlyArray<number>;
  readonly refusals: ReadonlyMap<number, Refusal | AppendTooLarge>;
};

const decideAll = <Command, State, Event extends DomainEvent, Refusal>(
  { initialState, decide, evolve }: Aggregate<Command, State, Event, Refusal>,
  history: ReadonlyArray<RecordedEvent>,
  commands: ReadonlyArray<CommandInStream<Command>>,
  tooLarge: ReadonlyMap<number, AppendTooLarge>,
): Decided<Refusal> => {
  const known = new Set(history.map(({ id }) => id));
  let state = history.reduce((folded, { event }) => evolve(folded, event as Event), initialState);
  const events: Array<EventToAppend> = [];
  const decidedBy: Array<number> = [];
  const refusals = new Map<number, Refusal | AppendTooLarge>(tooLarge);
  for (const [index, { command, context }] of commands.entries()) {
    if (tooLarge.has(index)) continue;
    const decided = decide(command, state);
    if (E.isLeft(decided)) {
      refusals.set(index, decided.left);
      continue;
    }
    for (const event of identified(context, decided.right)) {
      if (known.has(event.id)) continue;
      known.add(event.id);
      events.push(event);
      decidedBy.push(index);
      state = evolve(state, event.event as Event);
    }
  }
  return { events, decidedBy, refusals };
};

const ATTEMPTS = 10;

/**
 * Commands of one stream, in order: read, fold, decide each on what the ones before it decided, append everything
 * at the revision that was read. Begins again when another writer was faster, and without a command whose event the log
 * does not take. With `expectNew` the first attempt
 * takes the stream not to exist, which saves the read when that is so.
 */
export const handleInStream =
  ({ readStream, append }: Pick<EventStore, 'readStream' | 'append'>) =>
  <Command, State, Event extends DomainEvent, Refusal>(
    aggregate: Aggregate<Command, State, Event, Refusal>,
    streamName: string,
    commands: ReadonlyArray<CommandInStream<Command>>,
    { expectNew = false }: { readonly expectNew?: boolean } = {},
  ): TaskEither<StreamFailure, HandledInStream<Refusal>> =>
  async () => {
    let appended = 0;
    const tooLarge = new Map<number, AppendTooLarge>();
    for (let conflicts = 0; conflicts < ATTEMPTS; ) {
      const isFirst = conflicts === 0 && tooLarge.size === 0;
      const history = expectNew && isFirst ? E.right([]) : await readStream(streamName)();
      if (E.isLeft(history)) return history;
      const last = history.right.at(-1);
      const { events, decidedBy, refusals } = decideAll(aggregate, history.right, commands, tooLarge);
      const result = await appendInChunks(append, streamName, last?.revision ?? 'no-stream', events);
      appended += result.count;
      const { failure } = result;
      if (failure === undefined) {
        return E.right({ position: result.position ?? last?.position, appended, refusals });
      }
      if (failure._tag === 'LogUnavailable') return E.left(failure);
      if (failure._tag === 'VersionConflict') conflicts += 1;
      else tooLarge.set(decidedBy[result.count] ?? 0, failure);
    }
    return E.left({ _tag: 'ConcurrencyExhausted', streamName });
  };
