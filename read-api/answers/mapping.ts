import * as t from 'io-ts';
import { Timestamp } from '../../domain/primitives.js';

const TriedField = t.exact(
  t.intersection([
    t.type({ to: t.string, from: t.string }),
    t.partial({ value: t.union([t.string, t.boolean]), problem: t.string }),
  ]),
  'TriedField',
);

const TriedRecord = t.strict(
  {
    place: t.string,
    kind: t.string,
    id: t.string,
    changedAt: Timestamp,
    deleted: t.boolean,
    account: t.union([t.string, t.null]),
    fields: t.readonlyArray(TriedField),
    unmapped: t.readonlyArray(t.string),
  },
  'TriedRecord',
);

/** What came of saving a mapping, or would: the version in use, and what each field gives for the sample. */
export const SavedMapping = t.strict(
  { version: t.number, dryRun: t.boolean, records: t.readonlyArray(TriedRecord) },
  'SavedMapping',
);

const MappingVersion = t.strict({ version: t.number, savedAt: Timestamp, definition: t.unknown }, 'MappingVersion');

/** The oldest first; the last is in use. */
export const MappingVersions = t.strict({ versions: t.readonlyArray(MappingVersion) }, 'MappingVersions');
