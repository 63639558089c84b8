import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type { ExpectedRevision } from './expected-revision.js';

// The client chooses its error class by the trailer `exception`, and fills it from the other trailers.

/** A call ends with this status. */
export type Failure = Pick<ServiceError, 'code' | 'details' | 'metadata' | 'name' | 'message'>;

export const streamDeleted = (streamName: string): Failure =>
  failure(status.FAILED_PRECONDITION, `Stream '${streamName}' is deleted.`, 'stream-deleted', {
    'stream-name': streamName,
  });

export const wrongExpectedVersion = (streamName: string, expected: ExpectedRevision, actual: number): Failure =>
  failure(
    status.FAILED_PRECONDITION,
    `Stream '${streamName}' is expected at ${expected}, and is at ${actual < 0 ? 'no-stream' : actual}.`,
    'wrong-expected-version',
    {
      'stream-name': streamName,
      'expected-version': String(typeof expected === 'number' ? expected : expectedVersions[expected]),
      'actual-version': String(actual),
    },
  );

export const maximumAppendSizeExceeded = (maximum: number): Failure =>
  failure(
    status.INVALID_ARGUMENT,
    `The events of an append may have ${maximum} bytes in sum.`,
    'maximum-append-size-exceeded',
    { 'maximum-append-size': String(maximum) },
  );

export const missingRequiredProperty = (property: string): Failure =>
  failure(
    status.INVALID_ARGUMENT,
    `An event needs the metadata property '${property}'.`,
    'missing-required-metadata-property',
    { 'required-metadata-properties': 'type,content-type' },
  );

export const invalidArgument = (details: string): Failure => failure(status.INVALID_ARGUMENT, details);

export const timedOut = (): Failure => failure(status.DEADLINE_EXCEEDED, 'The deadline passed; nothing was written.');

export const stopping = (): Failure => failure(status.UNAVAILABLE, 'The node is stopping.');

/** A fault of the node or its disk, not of the request. */
export const internalError = (error: unknown): Failure =>
  failure(status.INTERNAL, `The event log failed: ${error instanceof Error ? error.message : String(error)}`);

const expectedVersions = { 'no-stream': -1, any: -2, 'stream-exists': -4 } as const;

const failure = (
  code: status,
  details: string,
  exception?: string,
  trailers: Readonly<Record<string, string>> = {},
): Failure => {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, asciiOnly(value));
  return { name: 'Failure', message: details, code, details, metadata };
};

/** gRPC refuses to send a trailer with other characters, so these are percent-encoded. */
const asciiOnly = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/gu, encodeURIComponent);
