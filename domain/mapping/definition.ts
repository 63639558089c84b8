import * as t from 'io-ts';
import { DecimalString, NonEmptyString, oneOf } from '../primitives.js';
import { JsonPointer } from './pointer.js';

/** What a record of a vendor is to us. */
export const RecordKind = oneOf('account', 'contact', 'opportunity', 'contract', 'support-case', 'usage');
export type RecordKind = t.TypeOf<typeof RecordKind>;

export const ValueType = oneOf('text', 'decimal', 'integer', 'boolean', 'date', 'time', 'enum');
export type ValueType = t.TypeOf<typeof ValueType>;

/** Pointers of a field are relative to its record. */
export const FieldMapping = t.exact(
  t.intersection([
    t.type({ to: NonEmptyString, from: JsonPointer, type: ValueType }),
    t.partial({
      /** What each of the sender's values means, for `enum`. */
      table: t.record(t.string, t.string),
      /** IANA zone of dates and times that come without one. */
      timeZone: NonEmptyString,
      /** Taken in place of a value that is not there, as if it had been sent. */
      default: t.union([t.string, t.number, t.boolean]),
      required: t.boolean,
      /** Times what the value is multiplied with: `0.01` for cents. */
      multiply: DecimalString,
    }),
  ]),
  'FieldMapping',
);
export type FieldMapping = t.TypeOf<typeof FieldMapping>;

const TimePlace = t.exact(
  t.intersection([t.type({ from: JsonPointer }), t.partial({ timeZone: NonEmptyString })]),
  'TimePlace',
);

/** The id of the record's account, and whose ids those are (`source/connection`); the connection's own when left out. */
const JoinKey = t.exact(
  t.intersection([t.type({ from: JsonPointer }), t.partial({ idsAre: NonEmptyString })]),
  'JoinKey',
);

const Condition = t.strict({ from: JsonPointer, in: t.readonlyArray(t.string) }, 'Condition');
export type Condition = t.TypeOf<typeof Condition>;

/** How records of one kind are found in a body, and what they say. */
export const RecordMapping = t.exact(
  t.intersection([
    t.type({
      kind: RecordKind,
      /** Where in the body the list of records stands, or the only one. */
      records: JsonPointer,
      id: JsonPointer,
      changedAt: TimePlace,
      fields: t.readonlyArray(FieldMapping),
    }),
    t.partial({
      /** Which records of the list are of this kind; all of them when left out. */
      only: Condition,
      account: JoinKey,
      /** What tells that the record was deleted. */
      deleted: Condition,
    }),
  ]),
  'RecordMapping',
);
export type RecordMapping = t.TypeOf<typeof RecordMapping>;

/** What the bodies of a connection mean, whose shape somebody else chose. */
export const MappingDefinition = t.strict({ records: t.readonlyArray(RecordMapping) }, 'MappingDefinition');
export type MappingDefinition = t.TypeOf<typeof MappingDefinition>;
