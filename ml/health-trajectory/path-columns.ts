import type { FeatureColumn, Features } from '../learning/examples.js';
import { ownForecast } from './own-forecast.js';
import type { TrajectoryInputs } from './trajectory-examples.js';
import { AHEAD_WEEKS, knots, PAST_WEEKS } from './weeks.js';

const QUARTER_WEEKS = 13;

const names = [
  'score',
  'score_over_quarter',
  'score_over_year',
  'score_lowest_year',
  'score_highest_year',
  ...knots.map((week) => `own_forecast_${week}w`),
];

const ownColumns: ReadonlyArray<FeatureColumn> = names.map((name) => ({ name, kind: 'number' }));

const valuesOf = (past: Float64Array): ReadonlyArray<number> => {
  const known = past.filter((score) => !Number.isNaN(score));
  const score = past.at(-1) ?? Number.NaN;
  const meanOver = (weeks: number): number => {
    const some = past.subarray(-weeks).filter((each) => !Number.isNaN(each));
    return some.reduce((sum, each) => sum + each, 0) / some.length;
  };
  const ahead = ownForecast(past, AHEAD_WEEKS);
  return [
    score,
    score - meanOver(QUARTER_WEEKS),
    score - meanOver(PAST_WEEKS),
    Math.min(...known),
    Math.max(...known),
    ...knots.map((week) => (ahead[week - 1] ?? Number.NaN) - score),
  ];
};

export const pastOf = ({ past }: Pick<TrajectoryInputs, 'past'>, row: number): Float64Array =>
  past.subarray(row * PAST_WEEKS, (row + 1) * PAST_WEEKS);

/** The last score of each row. */
export const lastScores = ({ features, past }: TrajectoryInputs): Float64Array =>
  Float64Array.from({ length: features.rows }, (_, row) => past[(row + 1) * PAST_WEEKS - 1] as number);

/** The features of each row, with what its own past says and foretells. */
export const withOwnPast = ({ features, past }: TrajectoryInputs): Features => {
  const { columns, rows, values } = features;
  const width = columns.length + ownColumns.length;
  const all = new Float64Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    all.set(values.subarray(row * columns.length, (row + 1) * columns.length), row * width);
    all.set(valuesOf(pastOf({ past }, row)), row * width + columns.length);
  }
  return { columns: [...columns, ...ownColumns], rows, values: all };
};
