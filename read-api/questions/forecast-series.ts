import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Forecast } from '../../application/ports/series-analysis.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { rounded } from '../../domain/rounded.js';
import { canBeBelowZero, stepsFrom } from '../../projections/trends/queries.js';
import { SeriesForecast } from '../answers/analysis.js';
import type { ReadSide } from '../deps.js';
import { endOf } from '../parameters/span.js';
import type { Answer } from './ask.js';
import { keptAnswer } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type AskValues, candidatePeriods, type Lines, onlyLine, valuesIn } from './values-in.js';

/** The last step counts only where the span holds all of it. */
const withoutPart = ({ span, grain, lines, ...rest }: Lines): Lines => {
  const cut = (line: Lines['lines'][number]) => {
    const last = line.points.at(-1);
    const [next] = last === undefined ? [] : stepsFrom(grain, last.start as CalendarDate, 1);
    const isWhole = next === undefined || next <= endOf(span);
    return isWhole ? line : { ...line, points: line.points.slice(0, -1), values: line.values.slice(0, -1) };
  };
  return { ...rest, span, grain, lines: lines.map(cut) };
};

const pointsOf = (starts: ReadonlyArray<string>, { point, of80, of95 }: Forecast): SeriesForecast['points'] =>
  starts.map((start, i) => ({
    start,
    value: rounded(point[i] ?? 0),
    low80: rounded(of80.low[i] ?? 0),
    high80: rounded(of80.high[i] ?? 0),
    low95: rounded(of95.low[i] ?? 0),
    high95: rounded(of95.high[i] ?? 0),
  }));

const question = { name: 'forecastSeries', readModels: readModelsOf.analysis, codec: SeriesForecast };

/** How a metric goes on, with intervals that hold it with 80 and 95 % probability. */
export const forecastSeries =
  (readSide: ReadSide) =>
  ({
    metric,
    horizon,
    ...asked
  }: AskValues & { readonly metric: string; readonly horizon: number }): Answer<SeriesForecast> =>
    keptAnswer(readSide)(
      question,
      { metric, horizon, ...asked },
      pipe(
        TE.Do,
        TE.bind('lines', () => TE.map(withoutPart)(valuesIn(readSide)([metric], asked))),
        TE.bindW('line', ({ lines }) => onlyLine(lines, metric)),
        TE.bindW(
          'told',
          ({ lines: { grain }, line }): Answer<Forecast> =>
            () =>
              readSide.analysis.forecast(line.values, {
                horizon,
                periods: candidatePeriods[grain],
                isCount: !canBeBelowZero(metric),
              }),
        ),
        TE.map(({ lines: { span, grain, freshness }, line, told }) => ({
          metric,
          grain,
          ...span,
          periods: told.periods,
          points: pointsOf(stepsFrom(grain, (line.points.at(-1)?.start ?? span.from) as CalendarDate, horizon), told),
          freshness,
        })),
      ),
    );
