import type { EventLog } from '../log/event-log.js';
import type { StoredEvent } from '../store/store.js';
import { allAfter, streamAfter } from '../streams/cursors.js';
import type { EventFilter } from '../streams/filters.js';
import { resolved } from '../streams/links.js';
import { dataOf, eventIdOf } from '../wire/decode-event.js';
import type { EventToSend } from '../wire/encode-event.js';
import type { Happening } from './delivery/happening.js';
import type { Message } from './delivery/message.js';
import { ALL, type GroupConfig } from './group-config.js';

export type Content = {
  readonly sent: EventToSend;
  /** What a link to the event says. */
  readonly target: string;
};

type Page = {
  readonly happenings: ReadonlyArray<Happening<Content>>;
  /** Whether there may be more at once. */
  readonly full: boolean;
};

export type Source = (limit: number) => Page;

const LINK = '$>';

/** The events of a group after `place`, and those that its filter passes over. */
export const readFrom = (
  log: EventLog,
  config: GroupConfig,
  filter: EventFilter | undefined,
  place: number,
): Source => {
  const { source, settings } = config;
  const isAll = source === ALL;
  const cursor = isAll ? allAfter(log, place) : streamAfter(log, source, place);
  const happeningOf = (event: StoredEvent): Happening<Content> => {
    const at = isAll ? event.position : event.revision;
    if (filter?.matches(event) === false) return { _tag: 'PassedOver', position: at };
    const message = messageOf(log, event, settings.resolveLinks);
    return { _tag: 'Read', message: { ...message, origin: { _tag: 'Log', place: at } } };
  };
  return (limit) => {
    if (!isAll && log.findStream(source).tombstoned) return { happenings: [], full: false };
    const events = cursor(limit);
    return { happenings: events.map(happeningOf), full: events.length === limit };
  };
};

/** What is sent for an event, and what is to be known of it until it is acked. */
export const messageOf = (
  log: EventLog,
  event: StoredEvent,
  resolveLinks: boolean,
): Omit<Message<Content>, 'origin'> => {
  const link = event.type === LINK ? dataOf(event.record) : undefined;
  return {
    id: eventIdOf(event.record),
    pinnedBy: link === undefined ? event.streamName : link.slice(link.indexOf('@') + 1),
    content: {
      sent: resolved(log, event, resolveLinks),
      target: link !== undefined && resolveLinks ? link : `${event.revision}@${event.streamName}`,
    },
  };
};
