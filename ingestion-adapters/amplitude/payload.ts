import * as t from 'io-ts';
import { optional, VendorId } from '../vendor-codecs.js';

/** An event as the export and the event stream have it. What names the account is a setting, so all properties are kept. */
export const AmplitudeEvent = t.type(
  {
    event_type: t.string,
    event_time: t.string,
    user_id: optional(VendorId),
    device_id: optional(VendorId),
    uuid: optional(VendorId),
    $insert_id: optional(VendorId),
    groups: t.unknown,
    event_properties: t.unknown,
    user_properties: t.unknown,
  },
  'AmplitudeEvent',
);
export type AmplitudeEvent = t.TypeOf<typeof AmplitudeEvent>;
