import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type FieldValue, plainName, pushedAt, type RecordChange } from './record-change.js';
import { recordIdOf, timeOf } from './values.js';
import { unescapeXml } from './xml.js';

/** An envelope has as many notifications as Salesforce puts into one at most. */
export const MOST_NOTIFICATIONS = 100;

const Notification = t.type({ Id: t.string, sObject: t.tuple([t.UnknownRecord]) }, 'Notification');
type Notification = t.TypeOf<typeof Notification>;

type OutboundMessage = {
  readonly organization: string | undefined;
  readonly notifications: ReadonlyArray<unknown>;
};

const memberOf = (value: unknown, name: string): unknown => (t.UnknownRecord.is(value) ? value[name] : undefined);

/** The notifications of a SOAP envelope; `undefined` where it is not an outbound message. An empty list is one. */
export const outboundMessageIn = (parsed: unknown): OutboundMessage | undefined => {
  const body = memberOf(memberOf(parsed, 'Envelope'), 'Body');
  if (!t.UnknownRecord.is(body) || !('notifications' in body)) return undefined;
  const organization = memberOf(body['notifications'], 'OrganizationId');
  const listed = memberOf(body['notifications'], 'Notification');
  return {
    organization: typeof organization === 'string' ? organization.trim() : undefined,
    notifications: Array.isArray(listed) ? listed : [],
  };
};

/** An element that is empty, or said to be nil, has no value. */
const textIn = (element: unknown): FieldValue | undefined => {
  const text = t.UnknownRecord.is(element) ? (element['#text'] ?? '') : element;
  if (typeof text !== 'string') return undefined;
  return text === '' ? null : unescapeXml(text);
};

export type NotificationRead = E.Either<
  { readonly pointer: string; readonly reason: string },
  RecordChange | undefined
>;

const wrong = (pointer: string, reason: string): NotificationRead => E.left({ pointer, reason });

const fieldsOf = (sObject: Notification['sObject'][0]): ReadonlyMap<string, FieldValue> =>
  new Map(
    Object.entries(sObject).flatMap(([name, element]) => {
      const value = name.startsWith('@') || name === '#text' ? undefined : textIn(element);
      return value === undefined ? [] : [[plainName(name), value] as const];
    }),
  );

/**
 * One notification as a change; nothing where the administrator chose neither `SystemModstamp` nor `LastModifiedDate`
 * among its fields, since what it says then has no time.
 */
export const notificationRead = (element: unknown): NotificationRead => {
  const decoded = Notification.decode(element);
  if (E.isLeft(decoded)) return wrong('', 'must have an Id and one sObject');
  const { Id: notification, sObject } = decoded.right;
  const [record] = sObject;
  const fields = fieldsOf(record);
  const id = recordIdOf(fields.get('Id') ?? '');
  if (id === undefined) return wrong('/sObject/Id', 'must be the id of a record');
  const object = String(record['@type'] ?? '').replace(/^.*:/, '');
  const said = fields.get('SystemModstamp') ?? fields.get('LastModifiedDate') ?? undefined;
  if (said === undefined) return E.right(undefined);
  const modified = timeOf(said);
  if (modified === undefined) return wrong('/sObject/SystemModstamp', 'must be a time');
  const is = fields.get('IsDeleted') === 'true' ? 'deleted' : 'there';
  return E.right({ object, id, is, at: pushedAt(modified), fields, key: [notification.trim()] });
};

const SESSION_ID = /<((?:[\w.-]+:)?SessionId)(\s[^>]{0,200})?>[\s\S]{0,800}?<\/\1\s*>/g;

/** An outbound message may carry the session of its sender, which is as good as a password while it lasts. */
export const withoutSession = (body: Buffer): Buffer => {
  const text = body.toString('latin1');
  const without = text.replaceAll(SESSION_ID, '<$1/>');
  return without === text ? body : Buffer.from(without, 'latin1');
};
