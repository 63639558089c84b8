import type { BookAttribute, ForecastPoint, Grain, MetricSeries } from '../api/trend-types.js';
import { nameWords } from '../words.js';
import { partWords } from './words.js';

/** One value a step; `null` where nobody told of one. */
export type Line = { readonly name: string; readonly values: ReadonlyArray<number | null> };

export type Lines = {
  readonly metric: string;
  readonly grain: Grain;
  readonly starts: ReadonlyArray<string>;
  readonly lines: ReadonlyArray<Line>;
  /** Whether nothing is a good place for the axis to begin: so with what adds up. */
  readonly fromZero: boolean;
  readonly ahead: ReadonlyArray<ForecastPoint>;
};

const sizeOf = ({ values }: Line): number => values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);

/** The lines of one metric over all steps that any of them has, the largest first. */
export const linesOf = (
  metric: string,
  series: ReadonlyArray<MetricSeries>,
  split: BookAttribute | null,
): Pick<Lines, 'starts' | 'lines'> => {
  const own = series.filter((one) => one.metric === metric);
  const starts = [...new Set(own.flatMap(({ points }) => points.map(({ start }) => start)))].sort();
  const lines = own.map(({ part, points }) => {
    const byStart = new Map(points.map(({ start, value }) => [start, value]));
    return {
      name: split === null ? nameWords(metric) : partWords(part),
      values: starts.map((start) => byStart.get(start) ?? null),
    };
  });
  return { starts, lines: lines.toSorted((a, b) => sizeOf(b) - sizeOf(a)) };
};
