import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Decomposed } from '../../application/ports/series-analysis.js';
import { rounded } from '../../domain/rounded.js';
import { Decomposition } from '../answers/analysis.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import { keptAnswer } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type AskValues, candidatePeriods, type Line, onlyLine, valuesIn } from './values-in.js';

const pointsOf = ({ points }: Line, { trend, seasons, remainder }: Decomposed): Decomposition['points'] =>
  points.map(({ start, value }, i) => ({
    start,
    value,
    trend: rounded(trend[i] ?? 0),
    seasons: seasons.map(({ values }) => rounded(values[i] ?? 0)),
    remainder: value === null ? null : rounded(remainder[i] ?? 0),
  }));

const question = { name: 'decomposeSeries', readModels: readModelsOf.analysis, codec: Decomposition };

/** A metric taken apart into its trend, the seasons that are there, and the rest. */
export const decomposeSeries =
  (readSide: ReadSide) =>
  ({ metric, ...asked }: AskValues & { readonly metric: string }): Answer<Decomposition> =>
    keptAnswer(readSide)(
      question,
      { metric, ...asked },
      pipe(
        TE.Do,
        TE.bind('lines', () => valuesIn(readSide)([metric], asked)),
        TE.bindW('line', ({ lines }) => onlyLine(lines, metric)),
        TE.bindW(
          'parts',
          ({ lines: { grain }, line }): Answer<Decomposed> =>
            () =>
              readSide.analysis.decompose(line.values, candidatePeriods[grain]),
        ),
        TE.map(({ lines: { span, grain, freshness }, line, parts }) => ({
          metric,
          grain,
          ...span,
          seasons: parts.seasons.map(({ period, strength, probability }) => ({ period, strength, probability })),
          points: pointsOf(line, parts),
          freshness,
        })),
      ),
    );
