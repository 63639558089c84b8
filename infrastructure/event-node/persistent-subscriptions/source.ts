import type { EventLog } from '../log/event-log.js';
import type { StoredEvent } from '../store/store.js';
import { firstReadableRevision } from '../stream-metadata.js';
import { allAfter, streamAfter } from '../streams/cursors.js';
import type { EventFilter } from '../streams/filters.js';
import { resolved } from '../streams/links.js';
import { dataOf, eventIdOf } from '../wire/decode-event.js';
import type { EventToSend } from '../wire/encode-event.js';
import type { Happening } from './delivery/deliveries.js';
import type { Message } from './delivery/message.js';
import { ALL, type GroupConfig, parkedStreamOf } from './group-config.js';

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

export type Parked = {
  readonly read: Source;
  /** Lets the oldest `limit` parked messages be read that are not read yet. */
  readonly replay: (limit: number) => void;
  readonly isReplaying: () => boolean;
  /** The last revision that is truncated. */
  readonly truncated: () => number;
  /** Those that nobody asked for yet. */
  readonly count: () => number;
};

/** The messages that a group has parked, as links. */
export const readParked = (log: EventLog, config: GroupConfig): Parked => {
  const stream = parkedStreamOf(config);
  const first = () => {
    const { lastRevision, metadata } = log.findStream(stream);
    return Math.min(firstReadableRevision(metadata, lastRevision), lastRevision + 1);
  };
  let next = first();
  let end = next;
  return {
    replay: (limit) => {
      const { lastRevision } = log.findStream(stream);
      next = Math.max(next, first());
      end = Math.max(end, next) + limit > lastRevision ? lastRevision + 1 : Math.max(end, next) + limit;
    },
    read: (limit) => {
      if (next >= end) return { happenings: [], full: false };
      const links = log.streamForwards(stream, { first: Math.max(next, first()), last: end - 1 }, limit);
      next = (links.at(-1)?.revision ?? end - 1) + 1;
      const happenings = links.map((link): Happening<Content> => {
        const message = messageOf(log, link, true);
        return { _tag: 'Read', message: { ...message, origin: { _tag: 'Parked', place: link.revision } } };
      });
      return { happenings, full: next < end };
    },
    isReplaying: () => next < end,
    truncated: () => first() - 1,
    count: () => Math.max(0, log.findStream(stream).lastRevision + 1 - Math.max(end, first())),
  };
};

const messageOf = (log: EventLog, event: StoredEvent, resolveLinks: boolean): Omit<Message<Content>, 'origin'> => {
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
