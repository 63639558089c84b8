import {
  ANY,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import * as E from 'fp-ts/lib/Either.js';
import type {
  AppendResult,
  AppendTooLarge,
  AppendToStream,
  ExpectedRevision,
  LogUnavailable,
  VersionConflict,
} from '../../application/ports/event-store.js';
import type { Envelope } from '../envelope/envelope.js';
import type { EventToStore } from '../envelope/stored-event.js';
import type { AppendLine } from './append-line.js';
import { logUnavailable } from './log-unavailable.js';

/** What a server takes in one append by default. */
const MAX_APPEND_BYTES = 1024 * 1024;

const bytesOf = ({ type, data, metadata }: EventToStore): number =>
  Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata)) + 2 * type.length;

const revisionFor = (expected: ExpectedRevision) => {
  if (expected === 'any') return ANY;
  return expected === 'no-stream' ? NO_STREAM : expected;
};

type Failure = VersionConflict | LogUnavailable | AppendTooLarge;

const failureOf = (streamName: string, bytes: number, error: unknown): Failure => {
  if (error instanceof WrongExpectedVersionError) return { _tag: 'VersionConflict', streamName };
  if (error instanceof MaxAppendSizeExceededError) {
    return { _tag: 'AppendTooLarge', streamName, bytes, limit: error.maxAppendSize };
  }
  return logUnavailable(error);
};

const append = async (
  line: AppendLine,
  envelope: Envelope,
  ...[streamName, expected, events]: Parameters<AppendToStream>
): Promise<E.Either<Failure, AppendResult>> => {
  let bytes = 0;
  try {
    if (events.length === 0) throw new Error(`nothing to append to ${streamName}`);
    const encoded = await envelope.encode(events);
    bytes = encoded.reduce((sum, event) => sum + bytesOf(event), 0);
    if (bytes > MAX_APPEND_BYTES) return E.left({ _tag: 'AppendTooLarge', streamName, bytes, limit: MAX_APPEND_BYTES });
    const { nextExpectedRevision, position } = await line.append(
      streamName,
      revisionFor(expected),
      encoded.map((event) => jsonEvent(event)),
    );
    if (position === undefined) throw new Error(`the log did not say where it put the events of ${streamName}`);
    return E.right({ revision: nextExpectedRevision, position });
  } catch (error) {
    return E.left(failureOf(streamName, bytes, error));
  }
};

export const appendBy =
  (line: AppendLine, envelope: Envelope): AppendToStream =>
  (...call) =>
  () =>
    append(line, envelope, ...call);
