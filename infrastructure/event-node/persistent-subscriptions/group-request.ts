import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { type Failure, invalidArgument } from '../errors.js';
import { numberOf } from '../streams/requests.js';
import { failed } from './errors.js';
import { groupFilterOf } from './filter.js';
import { ALL, type GroupFilter } from './group-config.js';
import { groupNameOf } from './group-name.js';
import type { GroupRequest } from './groups.js';
import { placeToText } from './places.js';
import { settingsOf } from './settings-request.js';

type Options = CreateReq.Options | UpdateReq.Options;
type Start = Pick<GroupRequest, 'startFrom' | 'startAfter'>;

/** Older clients say "the end" so: the largest number there is. */
const END = String(2n ** 64n - 1n);

export const groupRequestOf = (options: Options | undefined): E.Either<Failure, GroupRequest> => {
  if (options === undefined) return E.left(invalidArgument('The request has no options.'));
  const name = groupNameOf({
    hasAll: () => options.hasAll(),
    getGroupName: () => options.getGroupName(),
    getStreamIdentifier: () => options.getStream()?.getStreamIdentifier() ?? options.getStreamIdentifier(),
  });
  if (E.isLeft(name)) return name;
  const message = options.getSettings();
  if (message === undefined) return E.left(invalidArgument('The request has no settings.'));
  const settings = settingsOf(message);
  if (E.isLeft(settings)) return E.left(failed(name.right, settings.left));
  const start = startOf(options, message.getRevision());
  if (E.isLeft(start)) return E.left(failed(name.right, start.left));
  const filter = filterOf(options);
  if (E.isLeft(filter)) return filter;
  return E.right({
    ...name.right,
    ...start.right,
    settings: settings.right,
    ...(filter.right && { filter: filter.right }),
  });
};

const filterOf = (options: Options): E.Either<Failure, GroupFilter | undefined> => {
  const all = options.getAll();
  const filter = all !== undefined && 'getFilter' in all ? all.getFilter() : undefined;
  return filter === undefined ? E.right(undefined) : groupFilterOf(filter);
};

const startOf = (options: Options, oldRevision: string): E.Either<string, Start> => {
  const all = options.getAll();
  if (all !== undefined) {
    const commit = all.getPosition()?.getCommitPosition() ?? '0';
    const prepare = all.getPosition()?.getPreparePosition() ?? '0';
    if (all.hasEnd()) return E.right({ startFrom: placeToText(ALL, -1), startAfter: 'end' });
    if (BigInt(prepare) > BigInt(commit)) return E.left('The prepare position lies after the commit position.');
    return E.right({ startFrom: `C:${commit}/P:${prepare}`, startAfter: Math.max(0, numberOf(commit) - 1) });
  }
  const stream = options.getStream();
  const revision = stream?.hasRevision() ? stream.getRevision() : stream?.hasStart() ? '0' : oldRevision;
  if (stream?.hasEnd() || revision === END) return E.right({ startFrom: '-1', startAfter: 'end' });
  return E.right({ startFrom: revision, startAfter: numberOf(revision) - 1 });
};
