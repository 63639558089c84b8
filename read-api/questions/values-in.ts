import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { TrendPoint } from '../../projections/trends/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';
import type { AnalysedGrain } from '../parameters/grain.js';
import { endOf, type Span, spanOf } from '../parameters/span.js';
import type { Answer } from './ask.js';
import { type Scope, seriesIn } from './scope.js';

export type AskValues = Omit<Scope, 'split'> & {
  readonly grain?: AnalysedGrain;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
};

/** After how many steps a series may repeat itself: weeks, months, quarters and years. */
export const candidatePeriods: Readonly<Record<AnalysedGrain, ReadonlyArray<number>>> = {
  day: [7, 365.25 / 12, 365.25 / 4, 365.25],
  week: [52.18 / 12, 13, 52],
  month: [3, 6, 12],
  quarter: [4],
};

export type Line = {
  readonly metric: string;
  readonly points: ReadonlyArray<TrendPoint>;
  /** NaN for a gap. */
  readonly values: Float64Array;
};

export type Lines = {
  readonly span: Span & { readonly knownAt: CalendarDate | null };
  readonly grain: AnalysedGrain;
  readonly lines: ReadonlyArray<Line>;
  readonly freshness: Freshness;
};

/** The metrics of one account or book as values to reckon with, one a step; those nobody said anything of are left out. */
export const valuesIn =
  (readSide: ReadSide) =>
  (metrics: ReadonlyArray<string>, { grain = 'day', ...asked }: AskValues): Answer<Lines> =>
    pipe(
      TE.fromEither(spanOf(asked, dayOf(readSide.clock()))),
      TE.flatMap((span) =>
        pipe(
          seriesIn(readSide)(asked, { metrics, byFeature: false, grain, from: span.from, to: endOf(span) }),
          TE.map(({ series, freshness }) => ({
            span: { ...span, knownAt: asked.knownAt ?? null },
            grain,
            lines: series.map(({ metric, points }) => ({
              metric,
              points,
              values: Float64Array.from(points, ({ value }) => value ?? Number.NaN),
            })),
            freshness,
          })),
        ),
      ),
    );

/** The only line there is; refused where nothing was said. */
export const onlyLine = ({ lines: [line] }: Lines, metric: string): Answer<Line> =>
  line === undefined
    ? TE.left({ _tag: 'SeriesRefused', reason: `nothing was said of ${metric} in this time` })
    : TE.right(line);
