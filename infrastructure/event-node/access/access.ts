import type { Metadata } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import { accessDenied, type Failure, internalError } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { makeDefaultAccess } from './default-access.js';
import { type Principal, unrestricted } from './principal.js';
import { type AccessControlLists, mayAccess } from './stream-access.js';

export type Permission = (principal: Principal) => boolean;

/** Who calls, by the metadata of the call; a failure when the login is wrong. Never rejects. */
export type Authenticate = (metadata: Metadata) => Promise<E.Either<Failure, Principal>>;

export type Access = {
  readonly authenticate: Authenticate;
  /** Who calls, when it has the permission; otherwise the failure that the call ends with. */
  readonly authorize: (metadata: Metadata, permission: Permission) => Promise<E.Either<Failure, Principal>>;
  readonly mayRead: (streamName: string) => Permission;
  readonly mayWrite: (streamName: string) => Permission;
  readonly mayDelete: (streamName: string) => Permission;
};

/** Users and access control lists decide. */
export const makeAccess = (log: EventLog, authenticate: Authenticate): Access => {
  const lists: AccessControlLists = {
    ofStream: (streamName) => log.findStream(streamName).metadata.accessControlList,
    defaults: makeDefaultAccess(log),
  };
  const permission = (action: 'read' | 'write' | 'delete') => (streamName: string) => (principal: Principal) =>
    mayAccess(principal, action, streamName, lists);
  return {
    authenticate,
    authorize: async (metadata, mayCall) => {
      try {
        return E.filterOrElse(mayCall, () => accessDenied())(await authenticate(metadata));
      } catch (error) {
        return E.left(internalError(error));
      }
    },
    mayRead: permission('read'),
    mayWrite: permission('write'),
    mayDelete: permission('delete'),
  };
};

/** Anyone may do anything. */
export const unrestrictedAccess = (): Access => {
  const anyone = Promise.resolve(E.right(unrestricted));
  const always = () => () => true;
  return {
    authenticate: () => anyone,
    authorize: () => anyone,
    mayRead: always,
    mayWrite: always,
    mayDelete: always,
  };
};
