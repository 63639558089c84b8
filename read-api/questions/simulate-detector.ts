import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { FoundAnomaly } from '../../application/ports/anomaly-detection.js';
import { isCounted } from '../../projections/trends/queries.js';
import { SimulatedDetector } from '../answers/analysis.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';
import { keptAnswer } from './kept-answer.js';
import { readModelsOf } from './read-models.js';
import { type AskValues, type Line, onlyLine, valuesIn } from './values-in.js';

const alarmOf =
  ({ points }: Line) =>
  ({ from, to, ...found }: FoundAnomaly): SimulatedDetector['alarms'][number] => ({
    ...found,
    from: points[from]?.start ?? '',
    day: points[to]?.start ?? '',
  });

const question = { name: 'simulateDetector', readModels: readModelsOf.analysis, codec: SimulatedDetector };

/** What a detector of this sensitivity would have alarmed, day by day from what was there before, before anybody turns it on. */
export const simulateDetector =
  (readSide: ReadSide) =>
  ({
    metric,
    falseAlarmsPerYear,
    ...asked
  }: Omit<AskValues, 'grain'> & {
    readonly metric: string;
    readonly falseAlarmsPerYear: number;
  }): Answer<SimulatedDetector> =>
    keptAnswer(readSide)(
      question,
      { metric, falseAlarmsPerYear, ...asked },
      pipe(
        TE.Do,
        TE.bind('lines', () => valuesIn(readSide)([metric], asked)),
        TE.bindW('line', ({ lines }) => onlyLine(lines, metric)),
        TE.bindW('alarms', ({ line }) =>
          queried(() =>
            readSide.analysis.simulateDetector(
              { values: line.values, counts: isCounted(metric), step: 'day' },
              falseAlarmsPerYear,
            ),
          ),
        ),
        TE.map(({ lines: { span, freshness }, line, alarms }) => ({
          metric,
          ...span,
          falseAlarmsPerYear,
          alarms: alarms.map(alarmOf(line)),
          freshness,
        })),
      ),
    );
