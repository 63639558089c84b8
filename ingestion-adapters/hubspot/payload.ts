import * as t from 'io-ts';
import { EpochMilliseconds, optional, VendorId } from '../vendor-codecs.js';

/** Values are text, also amounts, times and booleans; a number or boolean is read as its text. */
export const PropertyValue = new t.Type<string, string, unknown>(
  'PropertyValue',
  t.string.is,
  (u, context) =>
    typeof u === 'string'
      ? t.success(u)
      : typeof u === 'number' || typeof u === 'boolean'
        ? t.success(String(u))
        : t.failure(u, context, 'must be text'),
  t.identity,
);

/** One element of a webhook body, classic (`company.creation`) or generic (`object.creation` with an object type). */
export const HubspotEvent = t.type(
  {
    occurredAt: EpochMilliseconds,
    subscriptionType: optional(t.string),
    eventId: optional(VendorId),
    portalId: optional(VendorId),
    objectId: optional(VendorId),
    objectTypeId: optional(t.string),
    propertyName: optional(t.string),
    propertyValue: optional(PropertyValue),
    fromObjectId: optional(VendorId),
    toObjectId: optional(VendorId),
    fromObjectTypeId: optional(t.string),
    toObjectTypeId: optional(t.string),
    associationType: optional(t.string),
    associationTypeId: optional(t.number),
    associationRemoved: optional(t.boolean),
    isPrimaryAssociation: optional(t.boolean),
    primaryObjectId: optional(VendorId),
    mergedObjectIds: optional(t.readonlyArray(VendorId)),
    newObjectId: optional(VendorId),
  },
  'HubspotEvent',
);
export type HubspotEvent = t.TypeOf<typeof HubspotEvent>;
