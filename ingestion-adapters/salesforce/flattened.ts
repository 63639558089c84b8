import * as t from 'io-ts';
import type { Timestamp } from '../../domain/primitives.js';
import type { FieldValue, RecordChange } from './record-change.js';

export type Flat = ReadonlyArray<readonly [string, FieldValue]>;

export type ChangeEventRead =
  | { readonly _tag: 'Unreadable'; readonly pointer: string; readonly reason: string }
  /** Something changed, and the event does not say what: only reading the records again tells. */
  | {
      readonly _tag: 'Gap';
      readonly object: string;
      readonly changeType: string;
      /** Of the records; `undefined` where they may be any of the object. */
      readonly ids: ReadonlyArray<string> | undefined;
      readonly at: Timestamp;
    }
  | {
      readonly _tag: 'Changes';
      readonly commitNumber: bigint;
      readonly sequence: bigint;
      readonly changes: ReadonlyArray<RecordChange>;
    };

const asValue = (value: unknown): FieldValue | undefined => {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : undefined;
};

/** The fields of a payload by name, those of compound fields as `BillingAddress.City`. */
export const flattened = (payload: Record<string, unknown>): Flat =>
  Object.entries(payload).flatMap(([name, value]): Flat => {
    if (name === 'ChangeEventHeader' || name === 'attributes') return [];
    if (t.UnknownRecord.is(value)) return flattened(value).map(([part, of]) => [`${name}.${part}`, of]);
    const said = asValue(value);
    return said === undefined ? [] : [[name, said]];
  });
