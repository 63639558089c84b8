import { ANY, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import * as E from 'fp-ts/lib/Either.js';
import type {
  AppendResult,
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

const failureOf = (streamName: string, error: unknown): VersionConflict | LogUnavailable =>
  error instanceof WrongExpectedVersionError ? { _tag: 'VersionConflict', streamName } : logUnavailable(error);

const append = async (
  line: AppendLine,
  envelope: Envelope,
  ...[streamName, expected, events]: Parameters<AppendToStream>
): Promise<AppendResult> => {
  if (events.length === 0) throw new Error(`nothing to append to ${streamName}`);
  const encoded = await envelope.encode(events);
  const bytes = encoded.reduce((sum, event) => sum + bytesOf(event), 0);
  if (bytes > MAX_APPEND_BYTES) {
    throw new Error(`an append of ${bytes} bytes to ${streamName} is over the limit of ${MAX_APPEND_BYTES}: split it`);
  }
  const { nextExpectedRevision, position } = await line.append(
    streamName,
    revisionFor(expected),
    encoded.map((event) => jsonEvent(event)),
  );
  if (position === undefined) throw new Error(`the log did not say where it put the events of ${streamName}`);
  return { revision: nextExpectedRevision, position };
};

export const appendBy =
  (line: AppendLine, envelope: Envelope): AppendToStream =>
  (streamName, expected, events) =>
  () =>
    append(line, envelope, streamName, expected, events).then(E.right, (error: unknown) =>
      E.left(failureOf(streamName, error)),
    );
