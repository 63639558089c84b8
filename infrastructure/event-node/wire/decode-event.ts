import pb from '@eventstore/db-client/generated/streams_pb.js';
import { ID_END, ID_START } from './encode-event.js';

const decoded = (record: Buffer) => pb.ReadResp.ReadEvent.RecordedEvent.deserializeBinary(record);

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The id of an encoded event, as text. */
export const eventIdOf = (record: Buffer): string => record.toString('latin1', ID_START, ID_END);

/** The data of an encoded event, as text. */
export const dataOf = (record: Buffer): string => textOf(decoded(record).getData_asU8());

/** What the writer of an encoded event said about it, as text. */
export const metadataOf = (record: Buffer): string => textOf(decoded(record).getCustomMetadata_asU8());
