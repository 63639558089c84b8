import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import { comparePositions, type Position, positionFromText, positionToText } from '../../application/position.js';
import type { DecodeError } from '../../domain/errors.js';
import { oneOf } from '../../domain/primitives.js';
import type { HistoryEvent, HistoryPage } from '../answers/history.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { AsOf, KnownAt, wasKnown } from '../parameters/clocks.js';
import { Cursor, DEFAULT_PAGE_SIZE, PageSize } from '../parameters/common.js';
import { may, type Role } from '../permissions.js';
import { type Answer, groupOf, queried } from './ask.js';
import { cursorFromText, cursorToText, type HistoryCursor } from './history-cursor.js';
import { maskPersonal } from './mask-personal.js';
import { readStreams } from './read-streams.js';

/** Which end of the log comes first. */
export const HistoryOrder = oneOf('oldest', 'newest');

export const AskHistory = t.exact(
  t.partial({ asOf: AsOf, knownAt: KnownAt, order: HistoryOrder, limit: PageSize, cursor: Cursor }),
);
type AskHistory = t.TypeOf<typeof AskHistory>;

const START: Position = { commit: -1n, prepare: -1n };
const END: Position = { commit: 1n << 64n, prepare: 1n << 64n };

const startOf = ({ cursor, order }: AskHistory, projected: string | null): E.Either<DecodeError, HistoryCursor> => {
  const after = order === 'newest' ? END : START;
  if (cursor === undefined) return E.right({ after, upTo: positionFromText(projected ?? '') ?? START });
  return E.fromNullable(invalidField('cursor', 'is not a cursor of this history'))(cursorFromText(cursor));
};

const shown =
  (role: Role) =>
  ({ id, streamName, revision, position, recordedAt, event, metadata }: RecordedEvent): HistoryEvent => ({
    id,
    type: event.type,
    stream: streamName,
    revision: `${revision}`,
    position: positionToText(position),
    occurredAt: event.data.occurredAt,
    recordedAt: recordedAt.toISOString(),
    actor: metadata.actor,
    source: metadata.source,
    data: maskPersonal(may(role, 'read:personal-data') ? 'shown' : 'masked')(event.data),
  });

const within =
  ({ asOf, knownAt, order }: AskHistory, { after, upTo }: HistoryCursor) =>
  (recorded: RecordedEvent): boolean =>
    comparePositions(recorded.position, after) === (order === 'newest' ? -1 : 1) &&
    comparePositions(recorded.position, upTo) <= 0 &&
    wasKnown(knownAt)(recorded) &&
    (asOf === undefined || recorded.event.data.occurredAt <= asOf);

const inOrder = (events: ReadonlyArray<RecordedEvent>, { order }: AskHistory): ReadonlyArray<RecordedEvent> =>
  order === 'newest' ? events.toReversed() : events;

const pageOf = (events: ReadonlyArray<RecordedEvent>, limit: number, role: Role, upTo: Position) => {
  const page = events.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(shown(role)),
    nextCursor: events.length > limit && last !== undefined ? cursorToText({ after: last.position, upTo }) : null,
  };
};

/**
 * The facts about an account and all it was merged with, in log order or against it, up to where the accounts read model stands:
 * beyond that it is not known which streams belong to the account. Persons show only to those who may see them.
 */
export const accountHistory =
  ({ accounts, eventStore, freshnessOf }: ReadSide) =>
  (accountId: string, asked: AskHistory, role: Role): Answer<HistoryPage> =>
    pipe(
      TE.Do,
      TE.bind('freshness', () => queried(() => freshnessOf('accounts'))),
      TE.bindW('start', ({ freshness }) => TE.fromEither(startOf(asked, freshness.position))),
      TE.bindW('group', () => groupOf(accounts, accountId)),
      TE.bindW('streams', ({ group }) => queried(() => accounts.streamsOf(group.members))),
      TE.bindW('events', ({ streams }) => readStreams(eventStore)(streams)),
      TE.map(({ freshness, start, group, events }) => ({
        accountId: group.root,
        ...pageOf(
          inOrder(events.filter(within(asked, start)), asked),
          asked.limit ?? DEFAULT_PAGE_SIZE,
          role,
          start.upTo,
        ),
        freshness,
      })),
    );
