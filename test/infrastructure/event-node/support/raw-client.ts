import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { credentials } from '@grpc/grpc-js';

/** The generated stub, for what the official client never sends. */
export const rawClient = (port: number): StreamsClient =>
  new StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure());

export const identifierOf = (streamName: string) =>
  new sharedPb.StreamIdentifier().setStreamName(Buffer.from(streamName));

export const textId = (id: string) => new sharedPb.UUID().setString(id);
