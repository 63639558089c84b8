import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Grain } from '../../projections/trends/queries.js';
import { SeriesAnswer } from '../answers/trends.js';
import type { ReadSide } from '../deps.js';
import { fittingGrain } from '../parameters/grain.js';
import { endOf, spanOf } from '../parameters/span.js';
import type { Answer } from './ask.js';
import { keptSeries } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type Scope, seriesIn } from './scope.js';

type AskSeries = Scope & {
  readonly metrics: ReadonlyArray<string>;
  readonly byFeature?: boolean;
  readonly grain?: Grain;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
};

const question = { name: 'trendSeries', readModels: readModelsOf.trendSeries, codec: SeriesAnswer };

/** Any metrics of an account, or of a book, over days of business time. */
export const trendSeries =
  (readSide: ReadSide) =>
  (asked: AskSeries): Answer<SeriesAnswer> =>
    keptSeries(readSide)(
      question,
      asked,
      pipe(
        TE.fromEither(spanOf(asked, dayOf(readSide.clock()))),
        TE.bindTo('span'),
        TE.let('grain', ({ span }) => asked.grain ?? fittingGrain(span)),
        TE.bindW('answer', ({ span, grain }) =>
          seriesIn(readSide)(asked, {
            metrics: asked.metrics,
            byFeature: asked.byFeature ?? false,
            grain,
            from: span.from,
            to: endOf(span),
          }),
        ),
        TE.map(({ span, grain, answer }) => ({ grain, ...span, knownAt: asked.knownAt ?? null, ...answer })),
      ),
    );
