import type { DomainEvent } from '../domain/catalogue.js';
import { deterministicId } from './deterministic-id.js';
import type { Metadata } from './metadata.js';
import type { EventToAppend } from './ports/event-store.js';

/**
 * What a command is said with. `fact` names the fact it states, such as source, connection, record, what and business
 * time: the same fact gives events of the same ids, so stating it again appends nothing.
 */
export type CommandContext = Metadata & { readonly fact: ReadonlyArray<string> };

/** The decided events with ids made of the fact, the event's type, and its place among the events of that type. */
export const identified = (
  { fact, ...metadata }: CommandContext,
  events: ReadonlyArray<DomainEvent>,
): ReadonlyArray<EventToAppend> =>
  events.map((event, index) => {
    const place = events.slice(0, index).filter(({ type }) => type === event.type).length;
    return { id: deterministicId('event', ...fact, event.type, String(place)), event, metadata };
  });
