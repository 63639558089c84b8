import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DecodeError } from '../../domain/errors.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { Book, BookAttribute, TrendQueries } from '../../projections/trends/queries.js';
import type { Freshness } from '../answers/freshness.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { type Answer, groupOf, queried } from './ask.js';
import { older } from './older.js';
import { segmentMeant } from './segment-meant.js';

/** A book, as the log knew it at the end of a day if one is given. */
type KnownBook = Book & { readonly knownAt?: CalendarDate };

/** Whose numbers are asked for: an account's, with all it was merged with, or a book's, whole or split. */
export type Scope = KnownBook & { readonly accountId?: string; readonly split?: BookAttribute };

/** What narrows the book, where anything does. */
const narrowedBy = ({ segment, industry, plan, region }: Book): Book => ({
  ...(segment === undefined ? {} : { segment }),
  ...(industry === undefined ? {} : { industry }),
  ...(plan === undefined ? {} : { plan }),
  ...(region === undefined ? {} : { region }),
});

/** One account and a part of the book cannot both be meant. */
const oneScope = (scope: Scope): E.Either<DecodeError, Scope> => {
  const [field] =
    scope.accountId === undefined ? [] : [...Object.keys(narrowedBy(scope)), ...(scope.split ? ['split'] : [])];
  return field === undefined ? E.right(scope) : E.left(invalidField(field, 'cannot be combined with an account'));
};

type Asked = Omit<Parameters<TrendQueries['series']>[0], 'accountIds'>;
type Series = Awaited<ReturnType<TrendQueries['series']>>;

/**
 * Asks of a book. A segment that is defined stands for the accounts that are in it today, on every day asked for; as the
 * log knew it, for those that were then known to be in it on that day.
 */
export const ofBook = async <A extends { readonly freshness: Freshness }>(
  readSide: ReadSide,
  { knownAt, ...book }: KnownBook,
  ask: (asked: { readonly filter: Book; readonly knownAt?: CalendarDate }) => Promise<A>,
): Promise<A> => {
  const { segment, ...rest } = narrowedBy(book);
  const meant = segment === undefined ? undefined : await segmentMeant(readSide, segment, knownAt);
  const filter = meant === undefined ? narrowedBy(book) : { ...rest, accountIds: meant.members };
  const answer = await ask({ filter, ...(knownAt === undefined ? {} : { knownAt }) });
  return { ...answer, freshness: older(answer.freshness, meant?.freshness) };
};

/** Who belongs together with an account that there is, or did as the log knew it. */
const membersOf =
  ({ accounts, trends }: ReadSide) =>
  (accountId: string, knownAt: CalendarDate | undefined): Answer<ReadonlyArray<string>> =>
    pipe(
      groupOf(accounts, accountId),
      TE.flatMap((group) =>
        knownAt === undefined ? TE.right(group) : queried(() => trends.groupKnownAt(accountId, knownAt)),
      ),
      TE.map(({ members }) => members),
    );

/** The series of a scope. */
export const seriesIn =
  (readSide: ReadSide) =>
  (asked: Scope, shape: Asked): Answer<Series> =>
    pipe(
      TE.fromEither(oneScope(asked)),
      TE.flatMap(
        ({ accountId, split, knownAt, ...scope }): Answer<Series> =>
          accountId === undefined
            ? queried(() =>
                ofBook(readSide, { ...scope, ...(knownAt === undefined ? {} : { knownAt }) }, (book) =>
                  readSide.trends.bookSeries({ ...shape, ...book, ...(split === undefined ? {} : { split }) }),
                ),
              )
            : pipe(
                membersOf(readSide)(accountId, knownAt),
                TE.flatMap((accountIds) => queried(() => readSide.trends.series({ ...shape, accountIds, knownAt }))),
              ),
      ),
    );
