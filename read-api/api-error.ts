import type { LogUnavailable, UnreadableStream } from '../application/ports/event-store.js';
import type { DecodeError } from '../domain/errors.js';
import type { Permission, Role } from './permissions.js';

export type Unauthenticated = { readonly _tag: 'Unauthenticated'; readonly because: 'missing' | 'invalid' | 'expired' };
export type Forbidden = { readonly _tag: 'Forbidden'; readonly role: Role; readonly permission: Permission };
export type AccountNotFound = { readonly _tag: 'AccountNotFound'; readonly accountId: string };
type PositionNotReached = {
  readonly _tag: 'PositionNotReached';
  readonly readModel: string;
  readonly position: string;
};

/** Everything a question put to the read side may be answered with instead. */
export type ApiError =
  | DecodeError
  | Unauthenticated
  | Forbidden
  | AccountNotFound
  | PositionNotReached
  | LogUnavailable
  | UnreadableStream
  | { readonly _tag: 'RouteNotFound' }
  | { readonly _tag: 'MalformedJson'; readonly place: string }
  | { readonly _tag: 'MalformedRequest' }
  | { readonly _tag: 'InvalidGraphql'; readonly messages: ReadonlyArray<string> }
  | { readonly _tag: 'BodyTooLarge' }
  | { readonly _tag: 'UnsupportedMediaType' }
  | { readonly _tag: 'TooManyRequests' }
  | { readonly _tag: 'TooManySubscriptions'; readonly most: number }
  | { readonly _tag: 'Unexpected' };

/** One field of the query that is wrong for a reason its codec cannot see. */
export const invalidField = (field: string, message: string): DecodeError => ({
  _tag: 'DecodeError',
  source: 'query',
  violations: [{ pointer: `/${field}`, message }],
});
