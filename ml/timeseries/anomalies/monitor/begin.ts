import { firstForecast } from './forecast.js';
import type { MonitorState } from './state.js';

const EARLY_AT_LEAST = 14;

/** Takes in one of the values from which the first forecast is made; what comes before the first of them is no gap. */
export const begin =
  (periods: ReadonlyArray<number>) =>
  (state: MonitorState, value: number | null): MonitorState => {
    const at = state.at + 1;
    if (value === null && state.early.length === 0) return { ...state, at };
    const early = [...state.early, value];
    const known = early.filter((each) => each !== null).length;
    const enough = early.length >= 2 * Math.max(0, ...periods) && known >= EARLY_AT_LEAST;
    if (!enough) return { ...state, at, early };
    return {
      ...state,
      at,
      early: [],
      known,
      gaps: early.length - known,
      forecast: firstForecast(early, at - early.length, periods),
    };
  };
