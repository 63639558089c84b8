import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import { cutOff, type Failure, internalError, invalidArgument } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { uuidFromMessage } from '../wire/uuid.js';
import { type BatchOutcome, batchAppendResponse } from './batch-append-response.js';
import { makeProposal, type Proposal } from './proposal.js';
import { expectedRevisionOf, streamNameOf } from './requests.js';

/** How long the real server lets a write take, whatever the client's deadline. */
const WRITE_TIMEOUT = 2_000;

type Batch = {
  readonly options: BatchAppendReq.Options;
  readonly deadline: number;
  readonly proposal: Proposal;
  readonly answer: (outcome: BatchOutcome) => void;
  timer?: NodeJS.Timeout;
  answered: boolean;
};

/** Many appends share the stream; each is answered, in any order, under its correlation id. */
export const batchAppend =
  (
    log: EventLog,
    access: Access,
    stop: AbortSignal,
    maximumAppendSize: number,
  ): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) => {
    const batches = new Map<string, Batch>();
    let writing = 0;
    let halfClosed = false;
    let open = true;

    const close = () => {
      open = false;
      stop.removeEventListener('abort', abort);
      for (const { timer } of batches.values()) clearTimeout(timer);
      batches.clear();
    };
    const fail = (failure: Failure) => {
      if (open) call.emit('error', failure);
      close();
    };
    const abort = () => fail(cutOff());
    const refuse = (reason: string) => fail(invalidArgument(reason));
    const authenticated = access.authenticate(call.metadata);

    const begin = (message: BatchAppendReq, options: BatchAppendReq.Options): Batch => {
      const batch: Batch = {
        options,
        deadline: deadlineOf(options, Date.now()),
        proposal: makeProposal(maximumAppendSize),
        answered: false,
        answer: (outcome) => {
          batch.answered = true;
          clearTimeout(batch.timer);
          if (open) call.write(batchAppendResponse(message.getCorrelationId(), options, outcome));
        },
      };
      if (!message.getIsFinal()) {
        batch.timer = setTimeout(() => batch.answer({ _tag: 'TimedOut' }), batch.deadline - Date.now());
      }
      return batch;
    };

    const append = async ({ options, deadline, proposal, answer }: Batch, streamName: string) => {
      const expected = expectedRevisionOf(options, options.getStreamPosition());
      writing += 1;
      try {
        const principal = await authenticated;
        if (E.isLeft(principal)) return;
        if (!access.mayWrite(streamName)(principal.right)) return answer({ _tag: 'AccessDenied' });
        answer(await log.append({ streamName, expected, events: proposal.events, deadline }));
      } catch (error) {
        answer({ _tag: 'Failed', failure: internalError(error) });
      } finally {
        writing -= 1;
        endWhenDone();
      }
    };

    const receive = (message: BatchAppendReq) => {
      const key = uuidFromMessage(message.getCorrelationId())?.toString('hex');
      if (key === undefined) return refuse('The correlation id of an append is not a UUID.');
      const options = message.getOptions();
      const batch = batches.get(key) ?? (options && begin(message, options));
      if (batch === undefined) return refuse('The first message of an append has its options.');
      batches.set(key, batch);
      for (const proposed of message.getProposedMessagesList()) {
        if (batch.answered) break;
        const refusal = batch.proposal.add(proposed);
        if (refusal !== undefined) batch.answer(refusal);
      }
      if (!message.getIsFinal()) return;
      batches.delete(key);
      clearTimeout(batch.timer);
      if (batch.answered) return;
      const streamName = streamNameOf(batch.options.getStreamIdentifier());
      if (E.isLeft(streamName)) return batch.answer({ _tag: 'Invalid', reason: streamName.left.details });
      return append(batch, streamName.right);
    };

    const endWhenDone = () => {
      if (halfClosed && open && writing === 0) {
        call.end();
        close();
      }
    };

    authenticated.then((principal) => {
      if (E.isLeft(principal)) fail(principal.left);
    });
    stop.addEventListener('abort', abort);
    call.on('data', receive);
    call.on('cancelled', close);
    call.on('error', close);
    call.on('end', () => {
      halfClosed = true;
      endWhenDone();
    });
  };

const deadlineOf = (options: BatchAppendReq.Options, now: number): number => {
  const requested = options.getDeadline();
  const latest = now + WRITE_TIMEOUT;
  if (requested === undefined) return latest;
  return Math.min(latest, requested.getSeconds() * 1000 + Math.floor(requested.getNanos() / 1e6));
};
