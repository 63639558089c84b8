import type { ApiError } from '../api-error.js';
import { carriedBy } from '../error-carrier.js';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;

const byStatus: ReadonlyMap<number, ApiError> = new Map([
  [400, { _tag: 'MalformedRequest' }],
  [404, { _tag: 'RouteNotFound' }],
  [413, { _tag: 'BodyTooLarge' }],
  [415, { _tag: 'UnsupportedMediaType' }],
  [429, { _tag: 'TooManyRequests' }],
]);

/** What was thrown on the way to an answer: one of our errors, one of fastify's, or something nobody expected. */
export const apiErrorOf = (thrown: unknown): ApiError =>
  carriedBy(thrown) ??
  (codeOf(thrown).startsWith('F') ? byStatus.get(statusOf(thrown)) : undefined) ?? { _tag: 'Unexpected' };
