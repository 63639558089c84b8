import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Connection } from '../../application/ports/connections.js';
import { invalid, notUnderstood } from '../translation.js';
import { MOST_NOTIFICATIONS, notificationRead, outboundMessageIn } from './outbound-message.js';
import { asJson, type Part, part, partSaying } from './read-body.js';
import { recordIdOf } from './values.js';

const isAnothers = (organization: string | undefined, { settings: { vendorId } }: Connection): boolean =>
  vendorId !== undefined && organization !== undefined && recordIdOf(organization) !== recordIdOf(vendorId);

const idOf = (notification: unknown, i: number): string =>
  t.UnknownRecord.is(notification) && typeof notification['Id'] === 'string'
    ? notification['Id']
    : `without an id ${i}`;

/** The notifications of an outbound message, each once. They count for nothing where another organisation sent them. */
export const readNotifications = (parsed: unknown, connection: Connection): ReadonlyArray<Part> => {
  const message = outboundMessageIn(parsed);
  if (message === undefined) return [partSaying('', asJson(null), invalid('', 'has no notifications'))];
  const known = new Map(message.notifications.map((one, i) => [idOf(one, i), one] as const).toReversed());
  const anothers = isAnothers(message.organization, connection);
  return [...known.values()].toReversed().map((notification) => {
    const i = message.notifications.indexOf(notification);
    const [place, bytes] = [`/Envelope/Body/notifications/Notification/${i}`, asJson(notification)];
    if (i >= MOST_NOTIFICATIONS)
      return partSaying(place, bytes, invalid('', `is one of more than ${MOST_NOTIFICATIONS}`));
    if (anothers) return partSaying(place, bytes, invalid('', 'the message is from another organisation'));
    const read = notificationRead(notification);
    if (E.isLeft(read)) return partSaying(place, bytes, invalid(read.left.pointer, read.left.reason));
    return read.right === undefined
      ? partSaying(place, bytes, notUnderstood('notification without SystemModstamp or LastModifiedDate'))
      : part(place, bytes, [read.right]);
  });
};
