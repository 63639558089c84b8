import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { dayOf } from '../../domain/primitives.js';
import type { Grain as TrendGrain } from '../../projections/trends/queries.js';
import { UsagePatterns } from '../answers/trends.js';
import type { ReadSide } from '../deps.js';
import { fittingGrain } from '../parameters/grain.js';
import { endOf } from '../parameters/span.js';
import { daysOf, type Timeframe } from '../parameters/timeframe.js';
import type { Answer } from './ask.js';
import { keptSeries } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type Scope, seriesIn } from './scope.js';

type AskUsagePatterns = Scope & {
  readonly metrics?: ReadonlyArray<string>;
  readonly byFeature?: boolean;
  readonly grain?: TrendGrain;
};

const USAGE_METRICS = ['events', 'active_users', 'seats'];

const question = { name: 'usagePatterns', readModels: readModelsOf.usagePatterns, codec: UsagePatterns };

/** Usage over a timeframe: of one account, or of the book or a part of it. */
export const usagePatterns =
  (readSide: ReadSide) =>
  (timeframe: Timeframe, asked: AskUsagePatterns): Answer<UsagePatterns> => {
    const span = daysOf(timeframe, dayOf(readSide.clock()));
    const grain = asked.grain ?? fittingGrain(span);
    return keptSeries(readSide)(
      question,
      { ...asked, timeframe: timeframe.text },
      pipe(
        seriesIn(readSide)(asked, {
          metrics: asked.metrics ?? USAGE_METRICS,
          byFeature: asked.byFeature ?? false,
          grain,
          from: span.from,
          to: endOf(span),
        }),
        TE.map((answer) => ({ timeframe: timeframe.text, grain, ...span, knownAt: asked.knownAt ?? null, ...answer })),
      ),
    );
  };
