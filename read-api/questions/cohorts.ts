import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { DecodeError } from '../../domain/errors.js';
import { addDays, CalendarDate, dayOf } from '../../domain/primitives.js';
import { CohortGrain, type Cohorts } from '../answers/retention.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { lastDayOf } from '../parameters/last-day.js';
import { BookSplit, bookFields } from '../parameters/scope.js';
import { endOf, objectionTo, type Span } from '../parameters/span.js';
import { type Answer, queried } from './ask.js';
import { ofBook } from './scope.js';

export const AskCohorts = t.exact(
  t.partial({
    ...bookFields,
    split: BookSplit,
    grain: CohortGrain,
    from: CalendarDate,
    to: CalendarDate,
    asOf: CalendarDate,
  }),
);
type AskCohorts = t.TypeOf<typeof AskCohorts>;

const DEFAULT_DAYS: Readonly<Record<CohortGrain, number>> = { month: 365, quarter: 3 * 365 };

/** A year of months or three of quarters where no days are said, up to the day it is asked as of. */
const spanUpTo = (asOf: CalendarDate, grain: CohortGrain, asked: AskCohorts): E.Either<DecodeError, Span> => {
  const to = asked.to ?? asOf;
  const from = asked.from ?? (to < '0005' ? to : addDays(to, -DEFAULT_DAYS[grain]));
  const objection = objectionTo({ from, to });
  return objection === undefined ? E.right({ from, to }) : E.left(invalidField('from', objection));
};

/** Accounts by when they became customers, and what became of them since. */
export const cohorts =
  (readSide: ReadSide) =>
  ({ split, grain = 'month', ...asked }: AskCohorts): Answer<Cohorts> =>
    pipe(
      TE.fromEither(lastDayOf(asked, dayOf(readSide.clock()))),
      TE.bindTo('asOf'),
      TE.bind('span', ({ asOf }) => TE.fromEither(spanUpTo(asOf, grain, asked))),
      TE.flatMap(({ asOf, span }) =>
        queried(async () => ({
          ...{ grain, ...span, asOf, knownAt: asked.knownAt ?? null },
          ...(await ofBook(readSide, asked, (book) =>
            readSide.trends.cohorts({
              ...{ grain, from: span.from, to: endOf(span), asOf, ...book },
              ...(split === undefined ? {} : { split }),
            }),
          )),
        })),
      ),
    );
