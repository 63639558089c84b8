import type { CreateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { type Failure, invalidArgument } from '../errors.js';
import { type EventFilter, filterOf } from '../streams/filters.js';
import type { GroupFilter } from './group-config.js';

/** What of a filter has to be kept. Refused when this node does not understand it. */
export const groupFilterOf = (options: CreateReq.AllOptions.FilterOptions): E.Either<Failure, GroupFilter> => {
  const onType = options.getEventType();
  const expression = onType ?? options.getStreamIdentifier();
  if (expression === undefined) return E.left(invalidArgument('The filter names neither event type nor stream.'));
  const filter: GroupFilter = {
    on: onType === undefined ? 'streamName' : 'eventType',
    regex: expression.getRegex(),
    prefixes: expression.getPrefixList(),
  };
  return E.map(() => filter)(understood(filter));
};

/** Undefined never happens for a filter that was accepted. */
export const eventFilterOf = (filter: GroupFilter): EventFilter | undefined =>
  O.toUndefined(O.fromEither(understood(filter)));

const understood = ({ on, regex, prefixes }: GroupFilter): E.Either<Failure, EventFilter> => {
  const options = pb.ReadReq.Options.FilterOptions;
  const expression = new options.Expression().setRegex(regex).setPrefixList([...prefixes]);
  return filterOf(
    on === 'eventType' ? new options().setEventType(expression) : new options().setStreamIdentifier(expression),
  );
};
