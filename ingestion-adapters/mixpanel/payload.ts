import * as t from 'io-ts';
import { optional, VendorId } from '../vendor-codecs.js';

/** One line of the raw export. What names the account is a setting, so all properties are kept. */
export const MixpanelEvent = t.type(
  {
    event: t.string,
    properties: t.intersection([
      t.type({ time: t.number, distinct_id: optional(VendorId), $insert_id: optional(VendorId) }),
      t.UnknownRecord,
    ]),
  },
  'MixpanelEvent',
);
export type MixpanelEvent = t.TypeOf<typeof MixpanelEvent>;
