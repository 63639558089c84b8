import { normalDraw, type Uniform, uniformOf } from '../../ml/statistics/random.js';

const between = (uniform: Uniform, low: number, high: number): number => low + (high - low) * uniform();

/** Business series as a competition has them: a level that drifts by a slope that changes, a season that does too, noise, a few shifts and outliers; some are all noise, some all trend. */
const madeUp = (uniform: Uniform, length: number, period: number): Float64Array => {
  const draw = () => normalDraw(uniform);
  const noise = 0.01 * Math.exp(between(uniform, 0, 2.5));
  const drift = noise * between(uniform, 0, 0.8);
  const turning = noise * (uniform() < 0.5 ? 0 : between(uniform, 0, 0.05));
  const keeps = between(uniform, -0.2, 0.8);
  const swing = uniform() < 0.3 ? 0 : between(uniform, 0.02, 0.3);
  const season = Float64Array.from({ length: period }, () => swing * draw());
  let level = Math.log(between(uniform, 500, 8000));
  let slope = uniform() < 0.4 ? 0 : (0.12 * draw()) / period / 4;
  let left = 0;
  return Float64Array.from({ length }, (_, t) => {
    slope = 0.98 * slope + turning * draw();
    level += slope + drift * draw() + (uniform() < 0.004 ? 0.25 * draw() : 0);
    left = keeps * left + noise * draw();
    const phase = t % period;
    season[phase] = (season[phase] as number) + 0.05 * swing * draw();
    const outlier = uniform() < 0.005 ? 4 * noise * draw() : 0;
    return Math.exp(level + (season[phase] as number) + left + outlier);
  });
};

/** As many series as wanted, with histories of the lengths that M3 has. */
export const madeUpSeries = (
  seed: number,
  count: number,
  {
    period,
    horizon,
    shortest,
    longest,
  }: { readonly period: number; readonly horizon: number; readonly shortest: number; readonly longest: number },
): ReadonlyArray<Float64Array> => {
  const uniform = uniformOf(seed);
  return Array.from({ length: count }, () =>
    madeUp(uniform, horizon + Math.floor(between(uniform, shortest, longest + 1)), period),
  );
};

/** Counts that are mostly nothing. */
export const madeUpCounts = (seed: number, count: number, length: number): ReadonlyArray<Float64Array> => {
  const uniform = uniformOf(seed);
  return Array.from({ length: count }, () => {
    const chance = between(uniform, 0.1, 0.5);
    const size = between(uniform, 1, 6);
    return Float64Array.from({ length }, () =>
      uniform() < chance ? 1 + Math.floor(-Math.log(1 - uniform()) * size) : 0,
    );
  });
};
