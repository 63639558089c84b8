import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import type { RollingRetention } from '../answers/retention.js';
import type { ReadSide } from '../deps.js';
import { lastDayOf } from '../parameters/last-day.js';
import { Months, monthsBefore } from '../parameters/months.js';
import { BookSplit, bookFields } from '../parameters/scope.js';
import { type Answer, queried } from './ask.js';
import { ofBook } from './scope.js';

export const AskRetention = t.exact(t.partial({ ...bookFields, split: BookSplit, asOf: CalendarDate, months: Months }));
type AskRetention = t.TypeOf<typeof AskRetention>;

/** What became of the customers of a year before, or of so many months. */
export const retention =
  (readSide: ReadSide) =>
  ({ split, months = 12, ...asked }: AskRetention): Answer<RollingRetention> =>
    pipe(
      TE.fromEither(lastDayOf(asked, dayOf(readSide.clock()))),
      TE.map((asOf) => ({ since: monthsBefore(asOf, months), asOf })),
      TE.flatMap((days) =>
        queried(async () => ({
          ...days,
          knownAt: asked.knownAt ?? null,
          ...(await ofBook(readSide, asked, (book) =>
            readSide.trends.retention({ ...days, ...book, ...(split === undefined ? {} : { split }) }),
          )),
        })),
      ),
    );
