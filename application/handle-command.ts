import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DomainEvent } from '../domain/catalogue.js';
import type { Aggregate } from '../domain/decider.js';
import type { CommandContext } from './command-context.js';
import { handleInStream, type StreamFailure } from './handle-in-stream.js';
import type { AppendTooLarge, EventStore } from './ports/event-store.js';
import type { Position } from './position.js';

export type CommandRefused<Refusal> = { readonly _tag: 'CommandRefused'; readonly refusal: Refusal };

export type Handled = { readonly position: Position | undefined; readonly appended: number };

/**
 * Handles one command and answers with the position its stream has reached: that of the last event appended, or of the
 * last event there was if the command had nothing new to say.
 */
export const handleCommand =
  (deps: Pick<EventStore, 'readStream' | 'append'>) =>
  <Command, State, Event extends DomainEvent, Refusal>(aggregate: Aggregate<Command, State, Event, Refusal>) =>
  (
    command: Command,
    context: CommandContext,
  ): TE.TaskEither<CommandRefused<Refusal | AppendTooLarge> | StreamFailure, Handled> =>
    pipe(
      handleInStream(deps)(aggregate, aggregate.streamOf(command), [{ command, context }]),
      TE.chainEitherKW(({ position, appended, refusals }) => {
        const [refused] = [...refusals.values()].map((refusal) => ({ _tag: 'CommandRefused' as const, refusal }));
        return refused === undefined ? E.right({ position, appended }) : E.left(refused);
      }),
    );
