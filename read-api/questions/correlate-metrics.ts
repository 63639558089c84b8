import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Correlations } from '../answers/analysis.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';
import { type AskValues, candidatePeriods, valuesIn } from './values-in.js';

type AskCorrelations = AskValues & { readonly metrics: ReadonlyArray<string>; readonly longestLag: number };

/** Which metric moves before which, seasons and trends apart, with chance found only as often as said. */
export const correlateMetrics =
  (readSide: ReadSide) =>
  ({ metrics, longestLag, ...asked }: AskCorrelations): Answer<Correlations> =>
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
    );
