import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { type Failure, invalidArgument } from '../errors.js';
import { type EventFilter, filterOf } from './filters.js';
import { numberOf, streamNameOf } from './requests.js';

export type StartingPoint = number | 'start' | 'end';

type ReadSource =
  | { readonly _tag: 'All'; readonly from: StartingPoint }
  | { readonly _tag: 'Stream'; readonly streamName: string; readonly from: StartingPoint };

export type ReadRequest = {
  readonly source: ReadSource;
  readonly direction: 'forwards' | 'backwards';
  /** Undefined for a subscription. */
  readonly count: number | undefined;
  readonly resolveLinks: boolean;
  readonly structuredIds: boolean;
  readonly filter: EventFilter | undefined;
};

export const readRequestOf = (request: ReadReq): E.Either<Failure, ReadRequest> => {
  const options = request.getOptions();
  if (options === undefined) return E.left(invalidArgument('The request has no options.'));
  const source = sourceOf(options);
  if (E.isLeft(source)) return source;
  const filterOptions = options.getFilter();
  const filter = filterOptions === undefined ? E.right(undefined) : filterOf(filterOptions);
  if (E.isLeft(filter)) return filter;
  if (filter.right !== undefined && source.right._tag === 'Stream') {
    return E.left(invalidArgument('A filter applies to $all, not to a stream.'));
  }
  const backwards = options.getReadDirection() === pb.ReadReq.Options.ReadDirection.BACKWARDS;
  if (options.hasSubscription() && backwards) return E.left(invalidArgument('A subscription reads forwards.'));
  return E.right({
    source: source.right,
    direction: backwards ? 'backwards' : 'forwards',
    count: options.hasSubscription() ? undefined : numberOf(options.getCount()),
    resolveLinks: options.getResolveLinks(),
    structuredIds: options.getUuidOption()?.hasStructured() ?? false,
    filter: filter.right,
  });
};

const sourceOf = (options: ReadReq.Options): E.Either<Failure, ReadSource> => {
  const all = options.getAll();
  if (all !== undefined) {
    const from = all.hasStart()
      ? 'start'
      : all.hasEnd()
        ? 'end'
        : numberOf(all.getPosition()?.getCommitPosition() ?? '0');
    return E.right({ _tag: 'All', from });
  }
  const stream = options.getStream();
  if (stream === undefined) return E.left(invalidArgument('The request names neither a stream nor $all.'));
  const from = stream.hasStart() ? 'start' : stream.hasEnd() ? 'end' : numberOf(stream.getRevision());
  return E.map((streamName: string): ReadSource => ({ _tag: 'Stream', streamName, from }))(
    streamNameOf(stream.getStreamIdentifier()),
  );
};
