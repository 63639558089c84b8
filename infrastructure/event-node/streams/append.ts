import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { type handleClientStreamingCall, Metadata } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import {
  type Failure,
  internalError,
  invalidArgument,
  maximumAppendSizeExceeded,
  missingRequiredProperty,
  stopping,
  streamDeleted,
  timedOut,
} from '../errors.js';
import type { ExpectedRevision } from '../expected-revision.js';
import type { AppendOutcome, EventLog } from '../log/event-log.js';
import { makeProposal, type ProposalRefusal } from './proposal.js';
import { expectedRevisionOf, streamNameOf } from './requests.js';

type Target = { readonly streamName: string; readonly expected: ExpectedRevision };

export const append =
  (
    log: EventLog,
    access: Access,
    stop: AbortSignal,
    maximumAppendSize: number,
  ): handleClientStreamingCall<AppendReq, AppendResponse> =>
  (call, respond) => {
    let target: E.Either<Failure, Target> = E.left(invalidArgument('The first message of an append has its options.'));
    const proposal = makeProposal(maximumAppendSize);
    let refusal: ProposalRefusal | undefined;

    let received = false;

    const write = async () => {
      if (call.cancelled) return;
      if (E.isLeft(target)) return respond(target.left);
      const permitted = await access.authorize(call.metadata, access.mayWrite(target.right.streamName));
      if (E.isLeft(permitted)) return respond(permitted.left);
      if (refusal !== undefined) return respond(failureOf(refusal));
      const request = { ...target.right, events: proposal.events, deadline: Number(call.getDeadline()) };
      try {
        const response = responseTo(request, await log.append(request));
        if (E.isLeft(response)) respond(response.left);
        else respond(null, response.right);
      } catch (error) {
        respond(internalError(error));
      }
    };
    const finish = (answer: () => void) => {
      if (received) return;
      received = true;
      stop.removeEventListener('abort', abort);
      answer();
    };
    const abort = () => finish(() => respond(stopping()));

    stop.addEventListener('abort', abort);
    call.on('cancelled', () => stop.removeEventListener('abort', abort));
    call.on('data', (message: AppendReq) => {
      if (received) return;
      const options = message.getOptions();
      if (options !== undefined) target = targetOf(options);
      const proposed = message.getProposedMessage();
      if (proposed !== undefined) refusal = proposal.add(proposed);
      if (refusal !== undefined) finish(write);
    });
    // The messages of a call whose connection breaks end as well, and are then half a batch. That it is broken shows when
    // the node tries to send something, and is told a turn of the event loop later.
    call.on('end', () =>
      finish(() => {
        call.sendMetadata(new Metadata());
        setImmediate(write);
      }),
    );
  };

type AppendResponse = InstanceType<typeof pb.AppendResp>;

const targetOf = (options: AppendReq.Options): E.Either<Failure, Target> =>
  E.map((streamName: string) => ({ streamName, expected: expectedRevisionOf(options, options.getRevision()) }))(
    streamNameOf(options.getStreamIdentifier()),
  );

const failureOf = (refusal: ProposalRefusal): Failure => {
  switch (refusal._tag) {
    case 'TooLarge':
      return maximumAppendSizeExceeded(refusal.maximum);
    case 'MissingProperty':
      return missingRequiredProperty(refusal.property);
    case 'Invalid':
      return invalidArgument(refusal.reason);
  }
};

const responseTo = ({ streamName, expected }: Target, outcome: AppendOutcome): E.Either<Failure, AppendResponse> => {
  switch (outcome._tag) {
    case 'Appended':
      return E.right(new pb.AppendResp().setSuccess(success(outcome.revision, outcome.position)));
    case 'WrongExpectedRevision':
      return E.right(new pb.AppendResp().setWrongExpectedVersion(conflict(expected, outcome.actual)));
    case 'StreamDeleted':
      return E.left(streamDeleted(streamName));
    case 'TimedOut':
      return E.left(timedOut());
  }
};

const empty = () => new sharedPb.Empty();

const success = (revision: number, position: number | undefined) => {
  const message = new pb.AppendResp.Success();
  if (revision < 0) message.setNoStream(empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(empty());
  return message.setPosition(
    new pb.AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
};

const conflict = (expected: ExpectedRevision, actual: number) => {
  const message = new pb.AppendResp.WrongExpectedVersion();
  if (actual < 0) message.setCurrentNoStream(empty()).setNoStream2060(empty());
  else message.setCurrentRevision(String(actual)).setCurrentRevision2060(actual);
  switch (expected) {
    case 'any':
      return message.setExpectedAny(empty()).setAny2060(empty());
    case 'stream-exists':
      return message.setExpectedStreamExists(empty()).setStreamExists2060(empty());
    case 'no-stream':
      return message.setExpectedNoStream(empty());
    default:
      return message.setExpectedRevision(String(expected)).setExpectedRevision2060(expected);
  }
};
