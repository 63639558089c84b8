import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { CommandContext } from '../../application/command-context.js';
import { handleCommand } from '../../application/handle-command.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { positionToText } from '../../application/position.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import type { Aggregate } from '../../domain/decider.js';
import type { ApiError } from '../api-error.js';
import type { Answer } from './ask.js';

/** Handles a command and answers with where its stream then ends, to be read from on; null where there is no stream. */
export const handled =
  (eventStore: Pick<EventStore, 'readStream' | 'append'>) =>
  <Command, State, Event extends DomainEvent, Refusal extends ApiError>(
    aggregate: Aggregate<Command, State, Event, Refusal>,
  ) =>
  (command: Command, context: CommandContext): Answer<{ readonly position: string | null }> =>
    pipe(
      handleCommand(eventStore)(aggregate)(command, context),
      TE.mapLeft((failure): ApiError => (failure._tag === 'CommandRefused' ? failure.refusal : failure)),
      TE.map(({ position }) => ({ position: position === undefined ? null : positionToText(position) })),
    );
