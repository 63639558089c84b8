import { status } from '@grpc/grpc-js';
import { type Failure, failure } from '../errors.js';
import type { GroupName } from './group-config.js';

const trailers = ({ source, group }: GroupName) => ({ 'stream-name': source, 'group-name': group });

export const doesNotExist = (name: GroupName): Failure =>
  failure(
    status.NOT_FOUND,
    `Subscription group ${name.group} on stream ${name.source} does not exist.`,
    'persistent-subscription-does-not-exist',
    trailers(name),
  );

export const exists = (name: GroupName): Failure =>
  failure(
    status.ALREADY_EXISTS,
    `Subscription group ${name.group} on stream ${name.source} exists.`,
    'persistent-subscription-exists',
    trailers(name),
  );

export const maximumSubscribersReached = (name: GroupName): Failure =>
  failure(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${name.group} on stream ${name.source}.`,
    'maximum-subscribers-reached',
    trailers(name),
  );

export const dropped = (name: GroupName): Failure =>
  failure(
    status.CANCELLED,
    `Subscription group ${name.group} on stream ${name.source} was dropped.`,
    'persistent-subscription-dropped',
    trailers(name),
  );

export const failed = (name: GroupName, reason: string): Failure =>
  failure(
    status.INTERNAL,
    `Subscription group ${name.group} on stream ${name.source} failed: '${reason}'`,
    'persistent-subscription-failed',
    { ...trailers(name), reason },
  );
