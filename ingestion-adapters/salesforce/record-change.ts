import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { type Timestamp, timestampOf } from '../../domain/primitives.js';

export type FieldValue = string | null;

/** Something that became true of one record, in the one form that all of Salesforce's shapes are brought into. */
export type RecordChange = {
  /** `Account`, `Opportunity`, … */
  readonly object: string;
  /** 18 characters. */
  readonly id: string;
  /** `there` also when it was restored. */
  readonly is: 'there' | 'deleted';
  /** The time that the values are dated with. */
  readonly at: Timestamp;
  /** What is said of the record, and nothing else: by field name, compound fields by the names of their parts. */
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** What tells two statements about one time apart. */
  readonly key: ReadonlyArray<string>;
};

/** What one change is translated with. */
export type ChangeContext = {
  readonly connection: Connection;
  readonly change: RecordChange;
  /** The person behind a contact. */
  readonly person: DataSubjectId | undefined;
};

const SECOND = 1000;

/**
 * Salesforce dates records by whole seconds, so who saw a record later within one second decides: a message that was
 * pushed may show a state in the middle of it and counts least, then change events by their milliseconds; what was
 * pulled shows how the second ended, since nothing is pulled before it is minutes old.
 */
export const pushedAt = (modified: Timestamp): Timestamp =>
  timestampOf(Math.floor(Date.parse(modified) / SECOND) * SECOND);
export const pulledAt = (modified: Timestamp): Timestamp =>
  timestampOf(Math.floor(Date.parse(modified) / SECOND) * SECOND + 999);

const LAST_OF_CHANGES = 998;

/**
 * Changes of one transaction were committed at one time, in the order of their sequence numbers from 1. A record is
 * dated when it was saved, which may be a while before the commit.
 */
export const changedAt = (modified: Timestamp | undefined, committed: number, sequence: number): Timestamp => {
  const saved = modified === undefined ? committed : Date.parse(modified);
  const second = Math.floor(saved / SECOND) * SECOND;
  return timestampOf(second + Math.min(Math.max(committed - second, 0) + sequence, LAST_OF_CHANGES));
};

/** A time that a record names, placed within its second as the record itself is. */
export const placedAs = ({ at }: RecordChange, time: Timestamp): Timestamp =>
  timestampOf(Math.floor(Date.parse(time) / SECOND) * SECOND + Number(at.slice(20, 23)));

const COMPOUNDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(Billing|Shipping|Mailing|Other)Address\./, '$1'],
  [/^Name\./, ''],
];

/** `BillingAddress.City` of change events is `BillingCity` everywhere else, and `Name.FirstName` is `FirstName`. */
export const plainName = (name: string): string =>
  COMPOUNDS.reduce((plain, [pattern, instead]) => plain.replace(pattern, instead), name);
