import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Failure } from '../errors.js';
import type { AppendOutcome } from '../log/event-log.js';
import type { ProposalRefusal } from './proposal.js';

export type BatchOutcome =
  | AppendOutcome
  | ProposalRefusal
  | { readonly _tag: 'AccessDenied' }
  | { readonly _tag: 'Failed'; readonly failure: Failure };

export const batchAppendResponse = (
  correlationId: UUID | undefined,
  options: BatchAppendReq.Options,
  outcome: BatchOutcome,
): BatchAppendResp => {
  const response = new pb.BatchAppendResp().setCorrelationId(correlationId);
  // The client reads the name of the stream from the answer when it reports an error.
  response.setStreamIdentifier(options.getStreamIdentifier());
  if (options.hasAny()) response.setAny(empty());
  else if (options.hasNoStream()) response.setNoStream(empty());
  else if (options.hasStreamExists()) response.setStreamExists(empty());
  else response.setStreamPosition(options.getStreamPosition());

  switch (outcome._tag) {
    case 'Appended':
      return response.setSuccess(success(outcome.revision, outcome.position));
    case 'WrongExpectedRevision':
      return response.setError(
        error(status.FAILED_PRECONDITION, 'WrongExpectedVersion', conflict(options, outcome.actual)),
      );
    case 'StreamDeleted':
      return response.setError(
        error(
          status.FAILED_PRECONDITION,
          'StreamDeleted',
          new sharedPb.StreamDeleted().setStreamIdentifier(options.getStreamIdentifier()),
        ),
      );
    case 'AccessDenied':
      return response.setError(error(status.PERMISSION_DENIED, 'AccessDenied', new sharedPb.AccessDenied()));
    case 'TimedOut':
      return response.setError(error(status.DEADLINE_EXCEEDED, 'Timeout', new sharedPb.Timeout()));
    case 'TooLarge':
      return response.setError(
        error(
          status.INVALID_ARGUMENT,
          'MaximumAppendSizeExceeded',
          new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(outcome.maximum),
        ),
      );
    case 'MissingProperty':
      return response.setError(badRequest(`An event needs the metadata property '${outcome.property}'.`));
    case 'Failed':
      // Of details named Unknown the client makes an error without a message; of any it does not know, one that tells it.
      return response.setError(error(status.INTERNAL, 'Failed', empty(), outcome.failure.details));
    case 'Invalid':
      return response.setError(badRequest(outcome.reason));
  }
};

const empty = () => new emptyPb.Empty();

const badRequest = (reason: string) =>
  error(status.INVALID_ARGUMENT, 'BadRequest', new sharedPb.BadRequest().setMessage(reason), reason);

const error = (
  code: status,
  detailsType: string,
  details: { readonly serializeBinary: () => Uint8Array },
  message = detailsType,
) => {
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), `event_store.client.${detailsType}`);
  return new statusPb.Status().setCode(Number(code)).setMessage(message).setDetails(any);
};

const success = (revision: number, position: number | undefined) => {
  const message = new pb.BatchAppendResp.Success();
  if (revision < 0) message.setNoStream(empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(empty());
  return message.setPosition(
    new sharedPb.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
};

const conflict = (options: BatchAppendReq.Options, actual: number) => {
  const message = new sharedPb.WrongExpectedVersion();
  if (actual < 0) message.setCurrentNoStream(empty());
  else message.setCurrentStreamRevision(String(actual));
  if (options.hasAny()) return message.setExpectedAny(empty());
  if (options.hasNoStream()) return message.setExpectedNoStream(empty());
  if (options.hasStreamExists()) return message.setExpectedStreamExists(empty());
  return message.setExpectedStreamPosition(options.getStreamPosition());
};
