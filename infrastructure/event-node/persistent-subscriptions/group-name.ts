import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { type Failure, invalidArgument } from '../errors.js';
import { streamNameOf } from '../streams/requests.js';
import { ALL, type GroupName } from './group-config.js';

type WithSource = {
  readonly hasAll: () => boolean;
  readonly getStreamIdentifier: () => StreamIdentifier | undefined;
};

type WithName = WithSource & { readonly getGroupName: () => string };

export const groupNameOf = (options: WithName | undefined): E.Either<Failure, GroupName> => {
  if (options === undefined) return E.left(invalidArgument('The request has no options.'));
  const group = options.getGroupName();
  if (group === '') return E.left(invalidArgument('The group has no name.'));
  return E.map((source: string) => ({ source, group }))(sourceOf(options));
};

export const sourceOf = (options: WithSource): E.Either<Failure, string> => {
  if (options.hasAll()) return E.right(ALL);
  return E.filterOrElse(
    (name: string) => name !== ALL,
    () => invalidArgument('A subscription to all events names no stream.'),
  )(streamNameOf(options.getStreamIdentifier()));
};
