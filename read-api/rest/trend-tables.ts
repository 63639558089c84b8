import type { Cohorts, RollingRetention } from '../answers/retention.js';
import type { Comparisons, SeriesAnswer } from '../answers/trends.js';
import type { Table } from './tables.js';

const retained = ['accounts', 'leftOut', 'paying', 'startValue', 'keptValue', 'value', 'logo', 'gross', 'net'];

/** A row each point of each series. */
export const seriesTable: Table<Pick<SeriesAnswer, 'series'>> = {
  columns: ['metric', 'feature', 'part', 'start', 'value', 'count'],
  rowsOf: ({ series }) =>
    series.flatMap(({ metric, feature, part, points }) => points.map((point) => ({ metric, feature, part, ...point }))),
};

export const comparisonTable: Table<Comparisons> = {
  columns: ['metric', 'feature', 'part', 'before', 'value', 'change', 'ratio'],
  rowsOf: ({ comparisons }) => comparisons,
};

/** A row each age of each cohort. The averages are the sums of these. */
export const cohortTable: Table<Cohorts> = {
  columns: ['part', 'start', 'age', 'day', ...retained],
  rowsOf: ({ triangles }) =>
    triangles.flatMap(({ part, cohorts }) =>
      cohorts.flatMap(({ start, ages }) => ages.map((age) => ({ part, start, ...age }))),
    ),
};

export const retentionTable: Table<RollingRetention> = {
  columns: ['part', ...retained, 'logoChurn'],
  rowsOf: ({ parts }) => parts,
};
