import * as t from 'io-ts';
import { Metadata } from '../../application/metadata.js';
import type { Position } from '../../application/position.js';
import { Count } from '../../domain/primitives.js';

/** An event ready for the log: JSON, personal fields sealed. */
export type EventToStore = {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** An event as the log gives it back, read by nobody yet. `data` and `metadata` are whatever JSON was there, or bytes. */
export type StoredEvent = {
  readonly id: string;
  readonly streamName: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly recordedAt: Date;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
};

/** `$correlationId` and `$causationId` are the names that the log's own tools know. */
export const StoredMetadata = t.type({ ...Metadata.type.props, schemaVersion: Count }, 'StoredMetadata');
export type StoredMetadata = t.TypeOf<typeof StoredMetadata>;

/** JSON pointers to the sealed fields of an event; the key is absent where there are none. */
export const SEALED_FIELDS = 'sealedFields';
export const SealedFields = t.readonlyArray(t.string, 'SealedFields');
