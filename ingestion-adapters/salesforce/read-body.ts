import type { Said } from '../translation.js';
import type { RecordChange } from './record-change.js';

/** One part of a body with its place in it: the changes it tells of, or what is to be said of it instead. */
export type Part = {
  readonly place: string;
  readonly bytes: () => Buffer;
  readonly changes: ReadonlyArray<RecordChange>;
  readonly instead: ReadonlyArray<Said>;
};

export const part = (place: string, bytes: () => Buffer, changes: ReadonlyArray<RecordChange>): Part => ({
  place,
  bytes,
  changes,
  instead: [],
});

export const partSaying = (place: string, bytes: () => Buffer, ...instead: ReadonlyArray<Said>): Part => ({
  place,
  bytes,
  changes: [],
  instead,
});

export const asJson = (value: unknown) => (): Buffer => Buffer.from(JSON.stringify(value));
