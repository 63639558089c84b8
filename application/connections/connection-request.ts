import type { ConnectionName } from '../../domain/connection/name.js';
import type { NonEmptyString, Timestamp } from '../../domain/primitives.js';
import { type CommandContext, identified } from '../command-context.js';
import type { Source } from '../ports/connections.js';
import type { RecordedEvent } from '../ports/event-store.js';

/** Which connection is asked for, by whom and when. A request with an id that was heard before is the same request. */
export type ConnectionRequest = {
  readonly source: Source;
  readonly name: ConnectionName;
  readonly requestId: string;
  /** What the request is found by in logs; its id where that is not said. */
  readonly correlationId?: string;
  readonly actor: string;
  readonly at: Timestamp;
};

/** What every command of a request carries. */
export const dataOf = ({ source, name, at }: ConnectionRequest) => ({
  source: source as Source & NonEmptyString,
  connection: name,
  occurredAt: at,
});

/** Of what a request asked for: the same id may ask for one of each kind. */
export const contextOf = (
  { source, name, requestId, correlationId = requestId, actor }: ConnectionRequest,
  what: string,
): CommandContext => ({
  fact: ['connection', source, name, what, requestId],
  correlationId,
  causationId: null,
  actor,
  source: null,
});

/** Of what had to be said first, whoever asks. */
export const contextOfAdoption = (request: ConnectionRequest): CommandContext => ({
  ...contextOf(request, 'kept before'),
  fact: ['connection', request.source, request.name, 'kept before'],
});

/** The events that a request asked for; of several of one type, the first. */
export const saidBy = (
  request: ConnectionRequest,
  what: string,
  history: ReadonlyArray<RecordedEvent>,
): ReadonlyArray<RecordedEvent> =>
  history.filter(({ id, event }) => identified(contextOf(request, what), [event]).some((said) => said.id === id));
