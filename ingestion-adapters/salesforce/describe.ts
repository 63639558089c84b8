import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { ConnectionSettings } from '../../application/ports/connections.js';
import { type FieldType, mappedFields, type SalesforceObject, unknownMeanings, wantedFields } from './field-map.js';
import { refused } from './refused.js';
import { jsonIn, type Session } from './session.js';

const Described = t.type({ fields: t.readonlyArray(t.type({ name: t.string, type: t.string })) }, 'Described');

const TYPES: Readonly<Record<FieldType, ReadonlySet<string> | undefined>> = {
  any: undefined,
  number: new Set(['currency', 'double', 'int', 'long', 'percent']),
  date: new Set(['date', 'datetime']),
};

/**
 * Which of the fields that are wanted of an object the organisation has, and lets us see. Throws `VendorRefused` where
 * the connection names a custom field that it has not, or one of a type that cannot mean what it is to mean.
 */
export const describedFields = async (
  session: Session,
  object: SalesforceObject,
  settings: ConnectionSettings,
): Promise<ReadonlyArray<string>> => {
  const [unknown] = unknownMeanings(settings);
  if (unknown !== undefined) throw refused(400, `customFields names ${unknown}, which nothing here is called`);
  const decoded = Described.decode(jsonIn(await session.get(`${session.api}/sobjects/${object}/describe`)));
  if (E.isLeft(decoded)) throw refused(200, `the description of ${object} has no fields`);
  const types = new Map(decoded.right.fields.map(({ name, type }) => [name, type]));
  for (const { meaning, field, type, custom } of mappedFields(object, settings)) {
    const has = types.get(field);
    if (custom && has === undefined) throw refused(400, `${object} has no field ${field} (customFields, ${meaning})`);
    if (custom && has !== undefined && TYPES[type]?.has(has) === false) {
      throw refused(400, `${object}.${field} is a ${has} and cannot be its ${meaning}`);
    }
  }
  return wantedFields(object, settings).filter((name) => types.has(name));
};
