import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DecodeError } from '../../domain/errors.js';
import type { Book, BookAttribute, TrendQueries } from '../../projections/trends/queries.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { type Answer, groupOf, queried } from './ask.js';

/** Whose numbers are asked for: an account's, with all it was merged with, or a book's, whole or split. */
export type Scope = Book & { readonly accountId?: string; readonly split?: BookAttribute };

/** What narrows the book, where anything does. */
export const narrowedBy = ({ segment, industry, plan, region }: Book): Book => ({
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

/** The series of a scope. */
export const seriesIn =
  ({ accounts, trends }: ReadSide) =>
  (asked: Scope, shape: Asked): Answer<Series> =>
    pipe(
      TE.fromEither(oneScope(asked)),
      TE.flatMap(
        ({ accountId, split, ...scope }): Answer<Series> =>
          accountId === undefined
            ? queried(() =>
                trends.bookSeries({ ...shape, filter: narrowedBy(scope), ...(split === undefined ? {} : { split }) }),
              )
            : pipe(
                groupOf(accounts, accountId),
                TE.flatMap(({ members }) => queried(() => trends.series({ ...shape, accountIds: members }))),
              ),
      ),
    );
