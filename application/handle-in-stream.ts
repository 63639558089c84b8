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
import type { RememberedStreams } from './remembered-streams.js';
import { foldOnto, nothingSoFar, type StreamSoFar } from './stream-so-far.js';

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

type Decided<State, Refusal> = {
  readonly events: ReadonlyArray<EventToAppend>;
  /** The place of the command that decided the event at the same place. */
  readonly decidedBy: ReadonlyArray<number>;
  readonly refusals: ReadonlyMap<number, Refusal | AppendTooLarge>;
  /** Once the events are appended. */
  readonly state: State;
  readonly ids: ReadonlySet<string>;
};

const decideAll = <Command, State, Event extends DomainEvent, Refusal>(
  { decide, evolve }: Aggregate<Command, State, Event, Refusal>,
  soFar: StreamSoFar<State>,
  commands: ReadonlyArray<CommandInStream<Command>>,
  tooLarge: ReadonlyMap<number, AppendTooLarge>,
): Decided<State, Refusal> => {
  const ids = new Set(soFar.ids);
  let { state } = soFar;
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
      if (ids.has(event.id)) continue;
      ids.add(event.id);
      events.push(event);
      decidedBy.push(index);
      state = evolve(state, event.event as Event);
    }
  }
  return { events, decidedBy, refusals, state, ids };
};

export type HandleOptions = {
  /** The streams are probably new: the first attempt takes them for that, which saves the read when it is so. */
  readonly expectNew?: boolean;
  readonly remembered?: RememberedStreams | undefined;
};

const ATTEMPTS = 10;

/** The last event of a stream to which these were appended. */
const lastOf = (
  before: StreamSoFar<unknown>['last'],
  appended: ReadonlyArray<EventToAppend>,
  position: Position | undefined,
): StreamSoFar<unknown>['last'] => {
  const last = appended.at(-1);
  if (last === undefined || position === undefined) return before;
  return { id: last.id, revision: (before?.revision ?? -1n) + BigInt(appended.length), position };
};

/**
 * Commands of one stream, in order: read, fold, decide each on what the ones before it decided, append everything
 * at the revision that was read. Begins again when another writer was faster, and without a command whose event the log
 * does not take.
 */
export const handleInStream =
  ({ readStream, append }: Pick<EventStore, 'readStream' | 'append'>) =>
  <Command, State, Event extends DomainEvent, Refusal>(
    aggregate: Aggregate<Command, State, Event, Refusal>,
    streamName: string,
    commands: ReadonlyArray<CommandInStream<Command>>,
    { expectNew = false, remembered }: HandleOptions = {},
  ): TaskEither<StreamFailure, HandledInStream<Refusal>> => {
    const nothing = nothingSoFar(aggregate.initialState);
    const soFarOf = async (isFirst: boolean): Promise<E.Either<StreamFailure, StreamSoFar<State>>> => {
      const known = remembered && (await remembered.caughtUp(aggregate, streamName)());
      if (known !== undefined && E.isLeft(known)) return known;
      if (known?.right !== undefined) return E.right(known.right);
      if (expectNew && isFirst) return E.right(nothing);
      return E.map((events: ReadonlyArray<RecordedEvent>) => foldOnto(aggregate, nothing, events))(
        await readStream(streamName)(),
      );
    };

    return async () => {
      let appended = 0;
      const tooLarge = new Map<number, AppendTooLarge>();
      for (let conflicts = 0; conflicts < ATTEMPTS; ) {
        const soFar = await soFarOf(conflicts === 0 && tooLarge.size === 0);
        if (E.isLeft(soFar)) return soFar;
        const before = soFar.right.last;
        const { events, decidedBy, refusals, state, ids } = decideAll(aggregate, soFar.right, commands, tooLarge);
        const result = await appendInChunks(append, streamName, before?.revision ?? 'no-stream', events);
        appended += result.count;
        const { failure } = result;
        if (failure === undefined) {
          const last = lastOf(before, events, result.position);
          remembered?.remember(aggregate.category, streamName, { last, state, ids });
          return E.right({ position: last?.position, appended, refusals });
        }
        if (failure._tag === 'LogUnavailable') return E.left(failure);
        if (failure._tag === 'VersionConflict') conflicts += 1;
        else tooLarge.set(decidedBy[result.count] ?? 0, failure);
      }
      return E.left({ _tag: 'ConcurrencyExhausted', streamName });
    };
  };
