import * as E from 'fp-ts/lib/Either.js';
import { lookUp } from '../../domain/keyed.js';
import type { Condition, FieldMapping, MappingDefinition, RecordMapping } from '../../domain/mapping/definition.js';
import { type JsonPointer, pointerOf, tokensOf, valueAt } from '../../domain/mapping/pointer.js';
import type { Timestamp } from '../../domain/primitives.js';
import { readTime } from './read-time.js';
import { type ReadField, readValue } from './read-value.js';
import { targets } from './targets.js';

export type ReadFieldOf = { readonly field: FieldMapping; readonly read: ReadField };

/** A record of a body, as a mapping reads it. */
export type MappedRecord = {
  readonly mapping: RecordMapping;
  readonly id: string;
  readonly changedAt: Timestamp;
  readonly deleted: boolean;
  /** `null` where it was said that it has none. */
  readonly account: string | null | undefined;
  readonly fields: ReadonlyArray<ReadFieldOf>;
  /** Places of the record that the mapping does not read. */
  readonly unmapped: ReadonlyArray<JsonPointer>;
};

/** One element of a list of records. `Unmapped` is of none of the kinds; `pointer` is within the element. */
export type RecordRead =
  | { readonly _tag: 'Record'; readonly record: MappedRecord }
  | {
      readonly _tag: 'Unreadable';
      readonly mapping: RecordMapping;
      readonly pointer: JsonPointer;
      readonly reason: string;
    }
  | { readonly _tag: 'Unmapped' };

export type ReadElement = {
  readonly place: JsonPointer;
  readonly element: unknown;
  readonly reads: ReadonlyArray<RecordRead>;
};

const idIn = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200 ? value.trim() : undefined;
};

const holds = ({ from, in: values }: Condition, element: unknown): boolean => {
  const value = valueAt(from, element);
  return values.includes(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

const placesRead = ({ id, changedAt, only, account, deleted, fields }: RecordMapping): ReadonlyArray<JsonPointer> => [
  id,
  changedAt.from,
  ...[only, account, deleted].flatMap((place) => (place === undefined ? [] : [place.from])),
  ...fields.map(({ from }) => from),
];

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys beside those that lead to something that is read. What is below a key nobody reads is one with it. */
const unmappedIn = (element: unknown, read: ReadonlyArray<JsonPointer>): ReadonlyArray<JsonPointer> => {
  const paths = read.map(tokensOf);
  const below = (value: unknown, at: ReadonlyArray<string>): ReadonlyArray<JsonPointer> => {
    if (!isPlain(value)) return [];
    return Object.keys(value).flatMap((key) => {
      const here = [...at, key];
      const through = paths.filter((path) => here.every((token, i) => path[i] === token));
      if (through.length === 0) return [pointerOf(here)];
      return through.some((path) => path.length === here.length) ? [] : below(value[key], here);
    });
  };
  return paths.some((path) => path.length === 0) ? [] : below(element, []);
};

const readAs = (mapping: RecordMapping, element: unknown, timeZone: string | undefined): RecordRead => {
  const unreadable = (pointer: JsonPointer, reason: string): RecordRead => ({
    _tag: 'Unreadable',
    mapping,
    pointer,
    reason,
  });
  const id = idIn(valueAt(mapping.id, element));
  if (id === undefined) return unreadable(mapping.id, 'must be an id: text, or a whole number below 2^53');
  const { from, timeZone: ownZone } = mapping.changedAt;
  const zone = ownZone ?? timeZone;
  const changedAt = readTime(valueAt(from, element), zone);
  if (E.isLeft(changedAt)) return unreadable(from, changedAt.left);
  const key = mapping.account === undefined ? undefined : valueAt(mapping.account.from, element);
  const account = key === null || key === '' ? null : key === undefined ? undefined : idIn(key);
  if (mapping.account !== undefined && key !== undefined && account === undefined)
    return unreadable(mapping.account.from, 'must be an id: text, or a whole number below 2^53');
  const known = targets[mapping.kind];
  const fields = mapping.fields.flatMap((field) => {
    const target = lookUp(known, field.to);
    return target === undefined ? [] : [{ field, read: readValue(field, target, element, zone) }];
  });
  const deleted = mapping.deleted !== undefined && holds(mapping.deleted, element);
  const unmapped = unmappedIn(element, placesRead(mapping));
  return { _tag: 'Record', record: { mapping, id, changedAt: changedAt.right, deleted, account, fields, unmapped } };
};

const elementsAt = (records: JsonPointer, body: unknown): ReadonlyArray<readonly [JsonPointer, unknown]> => {
  const found = valueAt(records, body);
  if (Array.isArray(found)) return found.map((element, i) => [`${records}/${i}` as JsonPointer, element]);
  return isPlain(found) ? [[records, found]] : [];
};

/** Every record of a body with its place, read as each of the mappings that it meets. */
export const readRecords = (
  { records }: MappingDefinition,
  body: unknown,
  timeZone: string | undefined,
): ReadonlyArray<ReadElement> =>
  [...new Set(records.map((mapping) => mapping.records))].flatMap((list) =>
    elementsAt(list, body).map(([place, element]): ReadElement => {
      const meets = records.filter(
        (mapping) => mapping.records === list && (mapping.only === undefined || holds(mapping.only, element)),
      );
      const reads = meets.map((mapping) => readAs(mapping, element, timeZone));
      return { place, element, reads: reads.length === 0 ? [{ _tag: 'Unmapped' }] : reads };
    }),
  );
