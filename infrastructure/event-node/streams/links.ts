import type { EventLog } from '../log/event-log.js';
import type { StoredEvent } from '../store/store.js';
import { firstReadableRevision, isTooOld } from '../stream-metadata.js';
import { dataOf } from '../wire/decode-event.js';
import type { EventToSend } from '../wire/encode-event.js';

const LINK = '$>';

/** What is sent for an event: itself, or for a link the event it points to, which is missing when that cannot be read any more. */
export const resolved = (log: EventLog, event: StoredEvent, resolveLinks: boolean): EventToSend => {
  const target = resolveLinks && event.type === LINK ? targetOf(dataOf(event.record)) : undefined;
  if (target === undefined) return { event: event.record, link: undefined, position: event.position };
  return { event: readable(log, target)?.record, link: event.record, position: event.position };
};

type Target = { readonly revision: number; readonly streamName: string };

/** `<revision>@<stream>`; the name of a stream may hold more `@`. */
const targetOf = (data: string): Target | undefined => {
  const [, revision, streamName] = /^(\d{1,19})@(.+)$/s.exec(data) ?? [];
  return revision === undefined || streamName === undefined ? undefined : { revision: Number(revision), streamName };
};

const readable = (log: EventLog, { streamName, revision }: Target): StoredEvent | undefined => {
  const { tombstoned, metadata, lastRevision } = log.findStream(streamName);
  if (tombstoned || revision < firstReadableRevision(metadata, lastRevision)) return undefined;
  const [event] = log.streamForwards(streamName, { first: revision, last: revision }, 1);
  return event && isTooOld(metadata, event.createdAt, log.now()) ? undefined : event;
};
