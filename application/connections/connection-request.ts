import type { ConnectionName } from '../../domain/connection/name.js';
import type { NonEmptyString, Timestamp } from '../../domain/primitives.js';
import type { CommandContext } from '../command-context.js';
import type { Source } from '../ports/connections.js';
import type { RecordedEvent } from '../ports/event-store.js';

/** Which connection is asked for, by whom and when. A request with an id that was heard before is the same request. */
export type ConnectionRequest = {
  readonly source: Source;
  readonly name: ConnectionName;
  readonly requestId: string;
  readonly actor: string;
  readonly at: Timestamp;
};

/** What every command of a request carries. */
export const dataOf = ({ source, name, at }: ConnectionRequest) => ({
  source: source as Source & NonEmptyString,
  connection: name,
  occurredAt: at,
});

/** Of what a request asked for. */
export const contextOf = ({ source, name, requestId, actor }: ConnectionRequest): CommandContext => ({
  fact: ['connection', source, name, requestId],
  correlationId: requestId,
  causationId: null,
  actor,
  source: null,
});

/** Of what had to be said first, whoever asks. */
export const contextOfAdoption = (request: ConnectionRequest): CommandContext => ({
  ...contextOf(request),
  fact: ['connection', request.source, request.name, 'kept before'],
  causationId: request.requestId,
});

/** The events that a request asked for. */
export const saidBy = (
  { requestId }: ConnectionRequest,
  history: ReadonlyArray<RecordedEvent>,
): ReadonlyArray<RecordedEvent> =>
  history.filter(({ metadata }) => metadata.correlationId === requestId && metadata.causationId === null);
