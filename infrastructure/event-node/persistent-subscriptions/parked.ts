import type { EventLog } from '../log/event-log.js';
import { firstReadableRevision } from '../stream-metadata.js';
import type { Happening } from './delivery/happening.js';
import { type GroupConfig, parkedStreamOf } from './group-config.js';
import { type Content, messageOf, type Source } from './source.js';

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
      const happenings = links.map((link): Happening<Content> => {
        const message = messageOf(log, link, true);
        return { _tag: 'Read', message: { ...message, origin: { _tag: 'Parked', place: link.revision } } };
      });
      next = (links.at(-1)?.revision ?? end - 1) + 1;
      return { happenings, full: next < end };
    },
    isReplaying: () => next < end,
    truncated: () => first() - 1,
    count: () => Math.max(0, log.findStream(stream).lastRevision + 1 - Math.max(end, first())),
  };
};
