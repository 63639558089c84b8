import * as E from 'fp-ts/lib/Either.js';
import type { ConnectionSettings } from '../../application/ports/connections.js';
import { decodeError } from '../../domain/errors.js';
import { accountNamedIn } from '../account-named-in.js';
import { type SaidOfUse, unreadable } from '../interaction.js';
import { eventTime } from './event-time.js';
import { AmplitudeEvent } from './payload.js';

const ACCOUNT_PROPERTIES = ['company_id', 'org_id', 'account_id', 'company', 'organization', 'org', 'account'] as const;

export const accountPropertiesOf = ({ accountProperties }: ConnectionSettings): ReadonlyArray<string> =>
  accountProperties ?? ACCOUNT_PROPERTIES;

/** What the vendor writes about users and groups, which nobody did. */
const OF_THE_VENDOR = new Set(['$identify', '$groupidentify']);

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null && !Array.isArray(json);

/** The vendor's own id; else the one it tells repeats by; else all that tells one event from another. */
const identityOf = (event: AmplitudeEvent, account: string): ReadonlyArray<string> => {
  const { uuid, device_id: device = '', $insert_id: insertId } = event;
  if (uuid !== undefined) return ['uuid', uuid];
  if (insertId !== undefined) return ['insert', device, insertId];
  return ['event', event.event_type, event.event_time, event.user_id ?? '', device, account];
};

/** Someone who has not said who they are is told from others by the device. */
const userOf = ({ user_id, device_id }: AmplitudeEvent): string | undefined =>
  user_id ?? (device_id === undefined ? undefined : `device ${device_id}`);

/** What one event says, exported or streamed. It counts for the day it happened on, whenever it was uploaded. */
export const interactionOf =
  (settings: ConnectionSettings) =>
  (json: unknown): SaidOfUse => {
    if (!isObject(json) || !('event_type' in json)) return { _tag: 'NotUnderstood', what: 'event of another shape' };
    const decoded = AmplitudeEvent.decode(json);
    if (E.isLeft(decoded)) {
      const [first] = decodeError('event', decoded.left).violations;
      return unreadable(first?.message ?? 'cannot be read', first?.pointer);
    }
    const event = decoded.right;
    const feature = event.event_type;
    if (feature.trim() === '') return unreadable('must not be empty', '/event_type');
    if (OF_THE_VENDOR.has(feature)) return { _tag: 'NotUnderstood', what: `event ${feature}` };
    const at = eventTime(event.event_time);
    if (at === undefined) return unreadable('must be a time, such as 2026-03-01 09:30:00.123456', '/event_time');
    const names = accountPropertiesOf(settings);
    const account = accountNamedIn(names, event.groups, event.event_properties, event.user_properties);
    if (account === undefined) return { _tag: 'NoAccount' };
    const key = JSON.stringify(identityOf(event, account));
    return { _tag: 'Interaction', interaction: { account, feature, at, user: userOf(event), key } };
  };
