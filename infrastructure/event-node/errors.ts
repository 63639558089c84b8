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

export const accessDenied = (): Failure => failure(status.PERMISSION_DENIED, 'Access is denied.', 'access-denied');

/** A login that is wrong; a call without one is anonymous. */
export const notAuthenticated = (): Failure =>
  failure(status.UNAUTHENTICATED, 'The login name or the password is wrong.');

export const userNotFound = (loginName: string): Failure =>
  failure(status.NOT_FOUND, `User '${loginName}' is not found.`, 'user-not-found', { 'login-name': loginName });

export const userConflict = (loginName: string): Failure =>
  failure(status.FAILED_PRECONDITION, `User '${loginName}' conflicts with one that exists.`, 'user-conflict', {
    'login-name': loginName,
  });

export const scavengeNotFound = (id: string): Failure =>
  failure(status.NOT_FOUND, `Scavenge '${id}' is not running.`, 'scavenge-not-found', { 'scavenge-id': id });

export const projectionNotFound = (name: string): Failure =>
  failure(status.NOT_FOUND, `Projection '${name}' is not found.`);

/** What this node does not do at all, and why. */
export const unimplemented = (details: string): Failure => failure(status.UNIMPLEMENTED, details);

/** What is refused for what it concerns, not for how it is said. */
export const failedPrecondition = (details: string): Failure => failure(status.FAILED_PRECONDITION, details);

export const invalidArgument = (details: string): Failure => failure(status.INVALID_ARGUMENT, details);

export const timedOut = (): Failure => failure(status.DEADLINE_EXCEEDED, 'The deadline passed; nothing was written.');

export const stopping = (): Failure => failure(status.UNAVAILABLE, 'The node is stopping.');

/** How calls end that would last on, and reads that are not done. */
export const cutOff = (): Failure => failure(status.CANCELLED, 'The node is stopping.');

/** A fault of the node or its disk, not of the request. */
export const internalError = (error: unknown): Failure =>
  failure(status.INTERNAL, `The event log failed: ${error instanceof Error ? error.message : String(error)}`);

const expectedVersions = { 'no-stream': -1, any: -2, 'stream-exists': -4 } as const;

export const failure = (
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
