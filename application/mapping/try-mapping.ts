import type { Violation } from '../../domain/errors.js';
import type { MappingDefinition, RecordKind } from '../../domain/mapping/definition.js';
import { pointerOf } from '../../domain/mapping/pointer.js';
import { type MappedRecord, type RecordRead, readRecords } from './read-records.js';
import type { MappedValue, ReadField } from './read-value.js';

/** What one field gives for a record; `problem` where it cannot be read, and neither where it is not there. */
export type TriedField = {
  readonly to: string;
  readonly from: string;
  readonly value?: MappedValue;
  readonly problem?: string;
};

export type TriedRecord = {
  readonly place: string;
  readonly kind: RecordKind;
  readonly id: string;
  readonly changedAt: string;
  readonly deleted: boolean;
  readonly account: string | null;
  readonly fields: ReadonlyArray<TriedField>;
  /** What stands in the record and is not mapped. */
  readonly unmapped: ReadonlyArray<string>;
};

/** What a mapping makes of a body; refused where there are violations. */
export type Trial = {
  readonly records: ReadonlyArray<TriedRecord>;
  readonly violations: ReadonlyArray<Violation>;
};

const problemOf = (read: ReadField): string | undefined => {
  if (read._tag === 'Wrong') return read.reason;
  return read._tag === 'Unknown' ? 'is not in the table' : undefined;
};

const triedRecord = (place: string, { mapping, fields, ...record }: MappedRecord): TriedRecord => ({
  place,
  kind: mapping.kind,
  id: record.id,
  changedAt: record.changedAt,
  deleted: record.deleted,
  account: record.account ?? null,
  fields: fields.map(({ field, read }) => {
    const problem = problemOf(read);
    return {
      to: field.to,
      from: field.from,
      ...(read._tag === 'Value' ? { value: read.value } : {}),
      ...(problem === undefined ? {} : { problem }),
    };
  }),
  unmapped: record.unmapped,
});

const saysNothing = ({ deleted, account, fields }: MappedRecord): boolean =>
  !deleted && typeof account !== 'string' && fields.every(({ read }) => read._tag !== 'Value');

/** Tries a mapping on a body as a sender would send it. Violations name the rule that is to blame, or the sample itself. */
export const tryMapping = (definition: MappingDefinition, sample: unknown, timeZone: string | undefined): Trial => {
  const ruleAt = (read: Exclude<RecordRead, { readonly _tag: 'Unmapped' }>, ...rest: ReadonlyArray<string>): string => {
    const mapping = read._tag === 'Record' ? read.record.mapping : read.mapping;
    return pointerOf(['definition', 'records', `${definition.records.indexOf(mapping)}`, ...rest]);
  };
  const violations: Array<Violation> = [];
  const records: Array<TriedRecord> = [];
  for (const { place, reads } of readRecords(definition, sample, timeZone)) {
    for (const read of reads) {
      if (read._tag === 'Unmapped') continue;
      if (read._tag === 'Unreadable') {
        const message = `finds ${read.pointer} of the sample's record at "${place}" unreadable: it ${read.reason}`;
        violations.push({ pointer: ruleAt(read), message });
        continue;
      }
      const { record } = read;
      records.push(triedRecord(place, record));
      for (const [i, { field, read: value }] of record.fields.entries()) {
        const problem = problemOf(value);
        if (problem === undefined || record.deleted) continue;
        const message = `${field.to} ${problem}, at ${place}${field.from} of the sample`;
        violations.push({ pointer: ruleAt(read, 'fields', `${i}`), message });
      }
      if (saysNothing(record))
        violations.push({ pointer: ruleAt(read), message: `yields nothing for the sample's record at "${place}"` });
    }
  }
  if (records.length === 0 && violations.length === 0)
    violations.push({ pointer: '/sample', message: 'holds no record that the mapping reads' });
  return { records, violations };
};
