import type { Evaluation } from '../../domain/prediction-model/events.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { JudgedPaths, JudgedWeek } from './judge-path.js';
import type { TrajectoryExamples } from './trajectory-examples.js';

type Metric = Evaluation['metrics'][number];

const metric = (name: string, horizon: number | null, value: number): Metric => ({
  ...{ name: name as NonEmptyString, horizon, value, low: null, high: null },
});

const metricsOf = ({ days, error, baselineErrors, coverage }: JudgedWeek): ReadonlyArray<Metric> => [
  metric('mean absolute error', days, error),
  ...Object.entries(baselineErrors).map(([name, each]) => metric(`mean absolute error of ${name}`, days, each)),
  metric('within the interval of 80 %', days, coverage.of80),
  metric('within the interval of 95 %', days, coverage.of95),
];

/** The days of the rows there are; at least one. */
export const spanOf = ({ keys }: Pick<TrajectoryExamples, 'keys'>): Evaluation['span'] => {
  const days = keys.map(({ day }) => day).sort();
  const [from] = days;
  const to = days.at(-1);
  if (from === undefined || to === undefined) throw new TypeError('no rows span no days');
  return { from, to };
};

/** How far what intervals hold is from what they say, in the worse of both kinds, is the error of their calibration. */
export const evaluationOf = (
  { weeks, rows, coverage }: JudgedPaths,
  judged: TrajectoryExamples,
): Omit<Evaluation, 'comparison'> => ({
  span: spanOf(judged),
  examples: rows,
  metrics: weeks.flatMap(metricsOf),
  calibration: weeks.flatMap(({ days: horizon, count, coverage: { of80, of95 } }) => [
    { horizon, said: 0.8, came: of80, count },
    { horizon, said: 0.95, came: of95, count },
  ]),
  calibrationError: Math.max(Math.abs(coverage.of80 - 0.8), Math.abs(coverage.of95 - 0.95)),
});
