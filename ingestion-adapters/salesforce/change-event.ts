import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeError } from '../../domain/errors.js';
import { timestampOf } from '../../domain/primitives.js';
import { EpochMilliseconds, optional } from '../vendor-codecs.js';
import { type ChangeEventRead, type Flat, flattened } from './flattened.js';
import { changedAt, type FieldValue, plainName } from './record-change.js';
import { recordIdOf, timeOf } from './values.js';

/** 64 bits, kept exactly. */
const Integer64 = new t.Type<bigint, string, unknown>(
  'Integer64',
  (u): u is bigint => typeof u === 'bigint',
  (u, context) =>
    typeof u === 'string' && /^-?\d{1,19}$/.test(u)
      ? t.success(BigInt(u))
      : t.failure(u, context, 'must be a whole number'),
  String,
);

const Names = t.readonlyArray(t.string);

const ChangeEventHeader = t.type(
  {
    entityName: t.string,
    recordIds: Names,
    changeType: t.string,
    commitTimestamp: EpochMilliseconds,
    commitNumber: optional(Integer64),
    transactionKey: optional(t.string),
    sequenceNumber: optional(Integer64),
    changedFields: optional(Names),
    nulledFields: optional(Names),
    diffFields: optional(Names),
  },
  'ChangeEventHeader',
);
type ChangeEventHeader = t.TypeOf<typeof ChangeEventHeader>;

/** The part with the header in it, whether as CometD wraps it, as clients of the Pub/Sub API give it, or bare. */
const payloadOf = (element: unknown): Record<string, unknown> | undefined => {
  if (!t.UnknownRecord.is(element)) return undefined;
  if ('ChangeEventHeader' in element) return element;
  return payloadOf(element['payload'] ?? element['data']);
};

/** The Pub/Sub API says every field of the object, where unchanged ones are `null`. */
const isWholeShape = (element: unknown): boolean => t.UnknownRecord.is(element) && 'schemaId' in element;

const isNamed = (name: string, by: ReadonlyArray<string>): boolean =>
  by.some((named) => named === name || name.startsWith(`${named}.`));

const fieldsSaid = (header: ChangeEventHeader, flat: Flat, whole: boolean): ReadonlyMap<string, FieldValue> => {
  const { changedFields = [], nulledFields = [], diffFields = [] } = header;
  const isListed = header.changeType === 'UPDATE' && (whole || changedFields.length + nulledFields.length > 0);
  const changed = flat.filter(([name, value]) => {
    if (isNamed(name, diffFields)) return false;
    if (isListed && !isNamed(name, changedFields)) return false;
    return !whole || value !== null;
  });
  const nulled = nulledFields.map((name) => [name, null] as const);
  return new Map([...changed, ...nulled].map(([name, value]) => [plainName(name), value]));
};

const wasDeleted = (changeType: string): boolean => changeType === 'DELETE' || changeType === 'GAP_DELETE';

/** What one change event says about each of its records; or that they have to be read again. */
export const changeEventRead = (element: unknown): ChangeEventRead => {
  const payload = payloadOf(element);
  if (payload === undefined) return { _tag: 'Unreadable', pointer: '', reason: 'has no ChangeEventHeader' };
  const decoded = ChangeEventHeader.decode(payload['ChangeEventHeader']);
  if (E.isLeft(decoded)) {
    const [first] = decodeError('header', decoded.left).violations;
    const pointer = `/ChangeEventHeader${first?.pointer ?? ''}`;
    return { _tag: 'Unreadable', pointer, reason: first?.message ?? 'cannot be read' };
  }
  const header = decoded.right;
  const { entityName, recordIds, changeType, changedFields = [], nulledFields = [] } = header;
  const ids = [...new Set(recordIds.map(recordIdOf))];
  const known = ids.flatMap((id) => id ?? []);
  const gap = (what: string, of: ReadonlyArray<string> | undefined): ChangeEventRead => {
    return { _tag: 'Gap', object: entityName, changeType: what, ids: of, at: timestampOf(header.commitTimestamp) };
  };
  if (changeType === 'GAP_OVERFLOW' || known.length < ids.length) return gap(changeType, undefined);
  const deleted = wasDeleted(changeType);
  if (changeType.startsWith('GAP_') && !deleted) return gap(changeType, known);
  if ([...changedFields, ...nulledFields].some((name) => name.startsWith('0x')))
    return gap('with undecoded fields', known);
  const fields = deleted
    ? new Map<string, FieldValue>()
    : fieldsSaid(header, flattened(payload), isWholeShape(element));
  const saved = timeOf(fields.get('LastModifiedDate') ?? '');
  const sequence = header.sequenceNumber ?? 1n;
  const at = changedAt(saved, header.commitTimestamp, Number(sequence));
  return {
    _tag: 'Changes',
    commitNumber: header.commitNumber ?? 0n,
    sequence,
    changes: known.map((id) => ({
      object: entityName,
      id,
      is: deleted ? 'deleted' : 'there',
      at,
      fields,
      key: [header.transactionKey ?? '', String(sequence)],
    })),
  };
};
