import pb from '@eventstore/db-client/generated/streams_pb.js';

/** The data of an encoded event, as text. */
export const dataOf = (record: Buffer): string =>
  Buffer.from(pb.ReadResp.ReadEvent.RecordedEvent.deserializeBinary(record).getData_asU8()).toString('utf8');
