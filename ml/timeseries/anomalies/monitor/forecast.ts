import { median } from '../../../statistics/quantile.js';
import type { Forecast } from './state.js';

/** How much of an error each level takes over. */
const SPEEDS = [0.05, 0.2, 0.6];
const FORGETTING = 0.97;

const phaseOf = (season: ReadonlyArray<number>, at: number): number => at % season.length;

/** From the first values (null for gaps) from place `from` on, by medians: the level of all, then of what is left by phase, from the shortest period to the longest. */
export const firstForecast = (
  early: ReadonlyArray<number | null>,
  from: number,
  periods: ReadonlyArray<number>,
): Forecast => {
  const left = Float64Array.from(early, (value) => value ?? Number.NaN);
  const level = median(left);
  left.forEach((value, i) => {
    left[i] = value - level;
  });
  const seasons = [...periods]
    .sort((a, b) => a - b)
    .map((period) => {
      const season = Array.from(
        { length: period },
        (_, phase) => median(left.filter((_each, i) => (from + i) % period === phase)) || 0,
      );
      left.forEach((value, i) => {
        left[i] = value - (season[(from + i) % period] as number);
      });
      return season;
    });
  return { levels: SPEEDS.map(() => level), losses: SPEEDS.map(() => 0), seasons };
};

export const seasonAt = ({ seasons }: Forecast, at: number): number =>
  seasons.reduce((sum, season) => sum + (season[phaseOf(season, at)] as number), 0);

/** Of the level that has been nearest lately. */
export const levelOf = ({ levels, losses }: Forecast): number => levels[losses.indexOf(Math.min(...losses))] as number;

/** After a value; `bounded` keeps an error within what is usual, so that an outlier moves little; `seasonSpeed` is how much of it the season takes over. */
export const withValue = (
  forecast: Forecast,
  at: number,
  value: number,
  bounded: (error: number) => number,
  seasonSpeed: number,
): Forecast => {
  const season = seasonAt(forecast, at);
  const errors = forecast.levels.map((level) => bounded(value - season - level));
  const error = bounded(value - season - levelOf(forecast));
  return {
    levels: forecast.levels.map((level, i) => level + (SPEEDS[i] as number) * (errors[i] as number)),
    losses: forecast.losses.map((loss, i) => FORGETTING * loss + Math.abs(errors[i] as number)),
    seasons: forecast.seasons.map((each) => {
      const phase = phaseOf(each, at);
      return each.with(phase, (each[phase] as number) + seasonSpeed * error);
    }),
  };
};

export const withLevel = (forecast: Forecast, level: number): Forecast => ({
  ...forecast,
  levels: forecast.levels.map(() => level),
});
