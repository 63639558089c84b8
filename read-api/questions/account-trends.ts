import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { CalendarDate, dayOf } from '../../domain/primitives.js';
import { Grain, type Trends } from '../answers/trends.js';
import type { ReadSide } from '../deps.js';
import { KnownOn } from '../parameters/clocks.js';
import { Flag, Names } from '../parameters/common.js';
import { endOf, spanOf } from '../parameters/span.js';
import { type Answer, queried } from './ask.js';

export const AskTrends = t.exact(
  t.partial({ metrics: Names, byFeature: Flag, grain: Grain, from: CalendarDate, to: CalendarDate, knownAt: KnownOn }),
);

/** Series of a merged group. */
export const accountTrends =
  ({ trends, clock }: ReadSide) =>
  (accountIds: ReadonlyArray<string>, asked: t.TypeOf<typeof AskTrends>): Answer<Trends> =>
    pipe(
      TE.fromEither(spanOf(asked, dayOf(clock()))),
      TE.flatMap((span) =>
        pipe(
          queried(() =>
            trends.series({
              accountIds,
              ...(asked.metrics === undefined ? {} : { metrics: asked.metrics }),
              byFeature: asked.byFeature ?? false,
              grain: asked.grain ?? 'day',
              from: span.from,
              to: endOf(span),
              knownAt: asked.knownAt,
            }),
          ),
          TE.map((answer) => ({ ...span, knownAt: asked.knownAt ?? null, ...answer })),
        ),
      ),
    );
