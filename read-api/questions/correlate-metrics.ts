import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { Correlations } from '../answers/analysis.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';
import { keptAnswer } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type AskValues, candidatePeriods, valuesIn } from './values-in.js';

type AskCorrelations = AskValues & { readonly metrics: ReadonlyArray<string>; readonly longestLag: number };

const question = { name: 'correlateMetrics', readModels: readModelsOf.analysis, codec: Correlations };

/** Which metric moves before which, seasons and trends apart, with chance found only as often as said. */
export const correlateMetrics =
  (readSide: ReadSide) =>
  ({ metrics, longestLag, ...asked }: AskCorrelations): Answer<Correlations> =>
    keptAnswer(readSide)(
      question,
      { metrics, longestLag, ...asked },
      pipe(
        valuesIn(readSide)(metrics, asked),
        TE.bindTo('lines'),
        TE.bindW('leads', ({ lines: { lines, grain } }) =>
          queried(() =>
            readSide.analysis.leads(
              lines.map(({ values }) => values),
              { periods: candidatePeriods[grain].filter(Number.isInteger), longestLag },
            ),
          ),
        ),
        TE.map(({ lines: { span, grain, lines, freshness }, leads }) => ({
          grain,
          ...span,
          leads: leads.map(({ leader, follower, ...lead }) => ({
            leader: lines[leader]?.metric ?? '',
            follower: lines[follower]?.metric ?? '',
            ...lead,
          })),
          freshness,
        })),
      ),
    );
