import { type ServiceError, status } from '@grpc/grpc-js';
import type { StreamFailure } from '../../application/ports/change-stream.js';

const PASSING: ReadonlySet<status> = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.ABORTED,
  status.INTERNAL,
  status.UNKNOWN,
  status.CANCELLED,
]);

/** Salesforce says in a trailer what its status codes leave open: of all wrong arguments, replay ids get old. */
export const streamFailureOf = ({ code, details, metadata }: ServiceError): StreamFailure => {
  const said = String(metadata?.get('error-code')[0] ?? '');
  const reason = said === '' ? details : `${said}: ${details}`;
  if (code === status.UNAUTHENTICATED) return { _tag: 'StreamUnauthenticated' };
  if (/replay_?id/i.test(reason)) return { _tag: 'ReplayLost', reason };
  return PASSING.has(code) ? { _tag: 'StreamUnavailable', reason } : { _tag: 'StreamRefused', reason };
};
