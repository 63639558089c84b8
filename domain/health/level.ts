import { type Axis, type DailySeries, eachDay } from './daily-series.js';

/** Something that stays as it is until it is said to be otherwise, on every day; NaN before it was first said. */
export type Level = Float64Array;

const carriedForward = (axis: Axis, series: DailySeries): Level => {
  const level = new Float64Array(axis.places).fill(Number.NaN);
  eachDay(axis, series, (place, value) => {
    level[place] = value;
  });
  for (let i = 1; i < level.length; i++) {
    if (Number.isNaN(level[i])) level[i] = level[i - 1] ?? Number.NaN;
  }
  return level;
};

/** The levels of several accounts together: those that are known add up. */
export const levelOf = (axis: Axis, series: ReadonlyArray<DailySeries>): Level => {
  const total = new Float64Array(axis.places).fill(Number.NaN);
  for (const one of series) {
    for (const [place, value] of carriedForward(axis, one).entries()) {
      const sum = total[place] ?? Number.NaN;
      if (!Number.isNaN(value)) total[place] = Number.isNaN(sum) ? value : sum + value;
    }
  }
  return total;
};

export const levelAt = (level: Level, place: number): number | null => {
  const value = level[place];
  return value === undefined || Number.isNaN(value) ? null : value;
};
