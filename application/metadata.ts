import * as t from 'io-ts';
import { nullable } from '../domain/primitives.js';

/** Where a fact came from: the lineage from an event back to the vendor's record and the raw bytes. */
export const SourceRecord = t.strict(
  { source: t.string, connection: t.string, record: t.string, receipt: t.string },
  'SourceRecord',
);
export type SourceRecord = t.TypeOf<typeof SourceRecord>;

/** What travels with every event beside its data. The schema version is added by the envelope. */
export const Metadata = t.strict(
  {
    correlationId: t.string,
    causationId: nullable(t.string),
    /** Who or what did it: `user:…`, `connection:hubspot/demo`, `reactor:score-health`. Never a person's name. */
    actor: t.string,
    source: nullable(SourceRecord),
  },
  'Metadata',
);
export type Metadata = t.TypeOf<typeof Metadata>;
