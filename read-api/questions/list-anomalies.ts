import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { AnomalyStatus } from '../../domain/anomaly/names.js';
import type { DecodeError } from '../../domain/errors.js';
import { CalendarDate } from '../../domain/primitives.js';
import { AccountOrBook, wholeBook } from '../../domain/whole-book.js';
import type { Anomaly, AnomalyPlace } from '../../projections/anomalies/queries.js';
import type { AnomalyPage } from '../answers/anomalies.js';
import type { Freshness } from '../answers/freshness.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { Cursor, DEFAULT_PAGE_SIZE, Names, PageSize } from '../parameters/common.js';
import { endOf } from '../parameters/span.js';
import { type Answer, groupOf, queried } from './ask.js';
import { older } from './older.js';
import { segmentMeant } from './segment-meant.js';

export const AskAnomalies = t.exact(
  t.partial({
    accountId: AccountOrBook,
    status: AnomalyStatus,
    metrics: Names,
    from: CalendarDate,
    to: CalendarDate,
    limit: PageSize,
    cursor: Cursor,
  }),
);
type AskAnomalies = t.TypeOf<typeof AskAnomalies> & { readonly segment?: string };

const cursorOf = ({ day, anomalyId }: Anomaly): string => Buffer.from(`${day} ${anomalyId}`).toString('base64url');

const placeIn = (cursor: string): E.Either<DecodeError, AnomalyPlace> => {
  const [day, anomalyId, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  return CalendarDate.is(day) && anomalyId !== undefined && rest.length === 0
    ? E.right({ day, anomalyId })
    : E.left(invalidField('cursor', 'is not a cursor of this list'));
};

/** Of anybody, and of the whole book, where no members are named. */
type Meant = { readonly members?: ReadonlyArray<string>; readonly freshness?: Freshness };

const accountsMeant = (readSide: ReadSide, { accountId, segment }: AskAnomalies): Answer<Meant> => {
  if (accountId === wholeBook) return TE.right({ members: [wholeBook] });
  if (accountId !== undefined) {
    return pipe(
      groupOf(readSide.accounts, accountId),
      TE.map(({ members }) => ({ members })),
    );
  }
  if (segment === undefined) return TE.right({});
  return queried(
    async () => (await segmentMeant(readSide, segment)) ?? { members: await readSide.accounts.membersOf({ segment }) },
  );
};

/** What was found unusual, the latest days first: of an account, of a segment, of the whole book (`*`), or of all of them. */
export const listAnomalies =
  (readSide: ReadSide) =>
  (asked: AskAnomalies): Answer<AnomalyPage> => {
    const { status, metrics, from, to, limit = DEFAULT_PAGE_SIZE, cursor } = asked;
    return pipe(
      TE.Do,
      TE.bind('after', () => (cursor === undefined ? TE.right(undefined) : TE.fromEither(placeIn(cursor)))),
      TE.bindW('meant', () => accountsMeant(readSide, asked)),
      TE.bindW('found', ({ after, meant: { members } }) =>
        queried(() =>
          readSide.anomalies.list(
            {
              ...(members === undefined ? {} : { accountIds: members }),
              ...(status === undefined ? {} : { statuses: [status] }),
              ...(metrics === undefined ? {} : { metrics }),
              ...(from === undefined ? {} : { from }),
              ...(to === undefined ? {} : { to: endOf({ from: to, to }) }),
            },
            { limit: limit + 1, ...(after === undefined ? {} : { after }) },
          ),
        ),
      ),
      TE.map(({ meant, found: { items, freshness } }) => {
        const last = items.length > limit ? items[limit - 1] : undefined;
        return {
          items: items.slice(0, limit),
          nextCursor: last === undefined ? null : cursorOf(last),
          freshness: older(freshness, meant.freshness),
        };
      }),
    );
  };
