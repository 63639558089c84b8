import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { addDays, type CalendarDate, dayOf } from '../../domain/primitives.js';
import { rounded } from '../../domain/rounded.js';
import type { TrendSeries } from '../../projections/trends/queries.js';
import { Comparisons } from '../answers/trends.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { daysIn, endOf, objectionTo, type Span, spanOf } from '../parameters/span.js';
import type { Answer } from './ask.js';
import { keptSeries } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type Scope, seriesIn } from './scope.js';

type AskComparison = Scope & {
  readonly metrics: ReadonlyArray<string>;
  readonly byFeature?: boolean;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly beforeFrom?: CalendarDate;
  readonly beforeTo?: CalendarDate;
};

/** As many days as the span has, right before it, unless said otherwise. */
const periodBefore = (span: Span, { beforeFrom, beforeTo }: AskComparison): Span => {
  const to = beforeTo ?? (beforeFrom === undefined ? addDays(span.from, -1) : addDays(beforeFrom, daysIn(span) - 1));
  return { from: beforeFrom ?? addDays(to, 1 - daysIn(span)), to };
};

const keyOf = ({ metric, feature, part }: TrendSeries): string => JSON.stringify([metric, feature, part]);

const onlyValue = (series: TrendSeries | undefined): number | null => series?.points[0]?.value ?? null;

const compared = (before: ReadonlyArray<TrendSeries>, now: ReadonlyArray<TrendSeries>): Comparisons['comparisons'] => {
  const earlier = new Map(before.map((series) => [keyOf(series), series]));
  const later = new Map(now.map((series) => [keyOf(series), series]));
  return [...new Map([...earlier, ...later])].map(([key, { metric, feature, part }]) => {
    const was = onlyValue(earlier.get(key));
    const is = onlyValue(later.get(key));
    const change = was === null || is === null ? null : rounded(is - was);
    const ratio = change === null || was === null || was === 0 ? null : rounded(change / Math.abs(was));
    return { metric, feature, part, before: was, value: is, change, ratio };
  });
};

const question = { name: 'comparePeriods', readModels: readModelsOf.trendSeries, codec: Comparisons };

/** Each metric over a period beside what it was over another, the one right before if not said otherwise. */
export const comparePeriods =
  (readSide: ReadSide) =>
  (asked: AskComparison): Answer<Comparisons> => {
    const valuesOver = (span: Span) =>
      seriesIn(readSide)(asked, {
        metrics: asked.metrics,
        byFeature: asked.byFeature ?? false,
        grain: 'all',
        from: span.from,
        to: endOf(span),
      });
    return keptSeries(readSide)(
      question,
      asked,
      pipe(
        TE.fromEither(spanOf(asked, dayOf(readSide.clock()))),
        TE.bindTo('span'),
        TE.let('before', ({ span }) => periodBefore(span, asked)),
        TE.filterOrElseW(
          ({ before }) => objectionTo(before) === undefined,
          ({ before }) => invalidField('before_from', objectionTo(before) ?? ''),
        ),
        TE.bindW('then', ({ before }) => valuesOver(before)),
        TE.bindW('now', ({ span }) => valuesOver(span)),
        TE.map(({ span, before, then, now }) => ({
          ...span,
          knownAt: asked.knownAt ?? null,
          before,
          comparisons: compared(then.series, now.series),
          freshness: now.freshness,
        })),
      ),
    );
  };
