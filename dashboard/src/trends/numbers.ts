import type { Decomposition } from '../api/trend-types.js';
import { NOTHING, numberWords } from '../words.js';
import type { Lines } from './lines.js';
import { stepWords, toldWords } from './words.js';

export type Numbers = {
  readonly columns: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<{ readonly name: string; readonly cells: ReadonlyArray<string> }>;
};

export const seasonWords = (period: number, grain: string): string => `Season of ${period} ${grain}s`;

/** All that the charts of a metric show, as text: what was told, what it is taken apart into, and what is forecast. */
export const numbersOf = (
  { grain, starts, lines, ahead }: Lines,
  decomposition: Decomposition | undefined,
): Numbers => {
  const parts = new Map(decomposition?.points.map((point) => [point.start, point]));
  const seasons = decomposition?.seasons ?? [];
  const partCells = (start: string): ReadonlyArray<string> => {
    if (decomposition === undefined) return [];
    const point = parts.get(start);
    return point === undefined
      ? ['', ...seasons, ''].map(() => NOTHING)
      : [numberWords(point.trend), ...point.seasons.map(numberWords), toldWords(point.remainder)];
  };
  const aheadCells = (cells: ReadonlyArray<string>): ReadonlyArray<string> => (ahead.length === 0 ? [] : cells);
  return {
    columns: [
      ...lines.map(({ name }) => name),
      ...(decomposition === undefined
        ? []
        : ['Trend', ...seasons.map(({ period }) => seasonWords(period, grain)), 'Rest']),
      ...aheadCells(['80% between', '95% between']),
    ],
    rows: [
      ...starts.map((start, i) => ({
        name: stepWords(start, grain),
        cells: [
          ...lines.map(({ values }) => toldWords(values[i])),
          ...partCells(start),
          ...aheadCells([NOTHING, NOTHING]),
        ],
      })),
      ...ahead.map(({ start, value, low80, high80, low95, high95 }) => ({
        name: `${stepWords(start, grain)}, forecast`,
        cells: [
          numberWords(value),
          ...partCells(start),
          `${numberWords(low80)} – ${numberWords(high80)}`,
          `${numberWords(low95)} – ${numberWords(high95)}`,
        ],
      })),
    ],
  };
};
