import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Timestamp } from '../../domain/primitives.js';
import { invalid, type Said } from '../translation.js';
import { flattened } from './flattened.js';
import { asJson, type Part, part, partSaying } from './read-body.js';
import { type FieldValue, pulledAt, type RecordChange } from './record-change.js';
import { recordIdOf, timeOf } from './values.js';

/** A record as it was pulled, whole as far as it was asked for, and when it is dated that was modified then. */
export const pulledRecord = (
  object: string,
  fields: ReadonlyMap<string, FieldValue>,
  dated: (modified: Timestamp) => Timestamp = pulledAt,
): E.Either<Said, RecordChange> => {
  const id = recordIdOf(fields.get('Id') ?? '');
  if (id === undefined) return E.left(invalid('/Id', 'must be the id of a record'));
  const modified = timeOf(fields.get('SystemModstamp') ?? '');
  if (modified === undefined) return E.left(invalid('/SystemModstamp', 'must be a time'));
  const is = fields.get('IsDeleted') === 'true' ? 'deleted' : 'there';
  return E.right({ object, id, is, at: dated(modified), fields, key: [] });
};

const Page = t.type({ records: t.readonlyArray(t.unknown) }, 'Page');
export const isPage = Page.is;

const Attributes = t.type({ attributes: t.type({ type: t.string }) }, 'Attributes');

/** A page of what a SOQL query gave. */
export const readRecords = (
  { records }: t.TypeOf<typeof Page>,
  dated?: (modified: Timestamp) => Timestamp,
): ReadonlyArray<Part> =>
  records.map((record, i) => {
    const [place, bytes] = [`/records/${i}`, asJson(record)];
    if (!t.UnknownRecord.is(record)) return partSaying(place, bytes, invalid('', 'must be a record'));
    if (!Attributes.is(record)) return partSaying(place, bytes, invalid('/attributes/type', 'is required'));
    const read = pulledRecord(record.attributes.type, new Map(flattened(record)), dated);
    return E.isLeft(read) ? partSaying(place, bytes, read.left) : part(place, bytes, [read.right]);
  });
