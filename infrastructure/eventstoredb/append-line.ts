import {
  type AppendResult,
  EventStoreDBClient,
  type JSONEventData,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendExpectedRevision } from '@eventstore/db-client/dist/types/index.js';
import { dispose } from './dispose.js';
import { limited } from './limited.js';

export type AppendLine = {
  readonly append: (
    streamName: string,
    expectedRevision: AppendExpectedRevision,
    events: ReadonlyArray<JSONEventData>,
  ) => Promise<AppendResult>;
  readonly close: () => Promise<void>;
};

/**
 * One less than the messages that the client's stream takes before it makes writers queue. When the stream breaks, the
 * client rejects the writers in that queue where nobody listens, which would end the process.
 */
const IN_FLIGHT = 15;

const isRefusal = (error: unknown): boolean =>
  error instanceof WrongExpectedVersionError ||
  error instanceof StreamDeletedError ||
  error instanceof MaxAppendSizeExceededError;

const within = async <A>(milliseconds: number, answer: Promise<A>): Promise<A> => {
  const timer = new AbortController();
  const silence = new Promise<never>((_, reject) => {
    const timeout = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
    timer.signal.addEventListener('abort', () => clearTimeout(timeout));
  });
  return Promise.race([answer, silence]).finally(() => timer.abort());
};

/**
 * A client for appending and nothing else, for the client keeps the pending appends of a process in one map: a stream that
 * breaks rejects those of all its streams, and an answer to one of them then throws where nobody listens. So a process
 * has one line, a line has one stream at a time, and after a failure it begins anew with a fresh client: one that could not
 * learn the server's features never asks again, and appends on a stream that the server closed politely are never answered.
 */
export const openAppendLine = (connectionString: string, patience = 15_000): AppendLine => {
  const connect = () => EventStoreDBClient.connectionString(connectionString);
  const inTurn = limited(IN_FLIGHT);
  let line = Promise.resolve(connect());

  const renew = async (broken: Promise<EventStoreDBClient>): Promise<void> => {
    if (line === broken) line = broken.then(dispose).then(connect);
    await line;
  };

  const append: AppendLine['append'] = async (streamName, expectedRevision, events) => {
    const mine = line;
    const client = await mine;
    try {
      return await within(patience, client.appendToStream(streamName, [...events], { expectedRevision }));
    } catch (error) {
      if (!isRefusal(error)) await renew(mine);
      throw error;
    }
  };

  return {
    append: (...call) => inTurn(() => append(...call)),
    close: async () => dispose(await line),
  };
};
