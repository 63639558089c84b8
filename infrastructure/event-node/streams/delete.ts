import type { DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import { type Failure, internalError, invalidArgument, streamDeleted, wrongExpectedVersion } from '../errors.js';
import type { ExpectedRevision } from '../expected-revision.js';
import type { DeleteOutcome } from '../log/delete-stream.js';
import type { EventLog } from '../log/event-log.js';
import { expectedRevisionOf, streamNameOf } from './requests.js';

type DeleteResponse = InstanceType<typeof pb.DeleteResp>;
type TombstoneResponse = InstanceType<typeof pb.TombstoneResp>;

export const softDelete =
  (log: EventLog, access: Access): handleUnaryCall<DeleteReq, DeleteResponse> =>
  async (call, respond) => {
    const deleted = await outcomeOf(access, call, log.deleteStream);
    if (E.isLeft(deleted)) return respond(deleted.left);
    const position = String(deleted.right);
    const message = new pb.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
    respond(null, new pb.DeleteResp().setPosition(message));
  };

export const tombstone =
  (log: EventLog, access: Access): handleUnaryCall<TombstoneReq, TombstoneResponse> =>
  async (call, respond) => {
    const deleted = await outcomeOf(access, call, log.tombstoneStream);
    if (E.isLeft(deleted)) return respond(deleted.left);
    const position = String(deleted.right);
    const message = new pb.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
    respond(null, new pb.TombstoneResp().setPosition(message));
  };

const outcomeOf = async (
  access: Access,
  { request, metadata }: { readonly request: DeleteReq | TombstoneReq; readonly metadata: Metadata },
  deleteStream: (streamName: string, expected: ExpectedRevision) => Promise<DeleteOutcome>,
): Promise<E.Either<Failure, number>> => {
  const options = request.getOptions();
  if (options === undefined) return E.left(invalidArgument('The request has no options.'));
  const streamName = streamNameOf(options.getStreamIdentifier());
  if (E.isLeft(streamName)) return streamName;
  const permitted = await access.authorize(metadata, access.mayDelete(streamName.right));
  if (E.isLeft(permitted)) return permitted;
  const expected = expectedRevisionOf(options, options.getRevision());
  try {
    const outcome = await deleteStream(streamName.right, expected);
    switch (outcome._tag) {
      case 'Deleted':
        return E.right(outcome.position);
      case 'WrongExpectedRevision':
        return E.left(wrongExpectedVersion(streamName.right, expected, outcome.actual));
      case 'StreamDeleted':
        return E.left(streamDeleted(streamName.right));
    }
  } catch (error) {
    return E.left(internalError(error));
  }
};
