import type { Method } from './fit.js';

/** How much better pays: weights go by this power of how small errors were. */
const SHARPNESS = 4;

const absoluteError = (method: Method, series: Float64Array, origin: number, horizon: number): number =>
  method(series.subarray(0, origin), horizon).point.reduce(
    (sum, expected, h) => sum + Math.abs((series[origin + h] as number) - expected),
    0,
  );

const weightsOf = (errors: ReadonlyArray<number>): ReadonlyArray<number> => {
  const least = Math.min(...errors);
  const raw = errors.map((error) => (error === least ? 1 : (least / error) ** SHARPNESS));
  const sum = raw.reduce((total, each) => total + each, 0);
  return raw.map((each) => each / sum);
};

const weighted = (arrays: ReadonlyArray<Float64Array>, weights: ReadonlyArray<number>): Float64Array =>
  (arrays[0] as Float64Array).map((_, i) =>
    arrays.reduce((sum, each, k) => sum + (weights[k] as number) * (each[i] as number), 0),
  );

const joined =
  (methods: ReadonlyArray<Method>, weights: ReadonlyArray<number>): Method =>
  (series, horizon) => {
    const fits = methods.map((method) => method(series, horizon));
    return {
      point: weighted(
        fits.map(({ point }) => point),
        weights,
      ),
      fitted: weighted(
        fits.map(({ fitted }) => fitted),
        weights,
      ),
      response: weighted(
        fits.map(({ response }) => response),
        weights,
      ),
      parameters: Math.max(...fits.map(({ parameters }) => parameters)),
    };
  };

/** The plain average of methods, which errs less than the best of them can be told to. Bates and Granger 1969; Makridakis and Hibon 2000. */
export const averaged = (methods: ReadonlyArray<Method>): Method =>
  joined(
    methods,
    methods.map(() => 1 / methods.length),
  );

/** The average of methods, each weighted by how it did twice before over the same horizon; the first alone where fewer than `least` values came before that. */
export const blended =
  (methods: ReadonlyArray<Method>, least: number): Method =>
  (series, horizon) => {
    const origins = [1, 2].map((back) => series.length - back * horizon);
    const [first] = methods as [Method];
    if (methods.length === 1 || origins.some((origin) => origin < least)) return first(series, horizon);
    const errors = methods.map((method) =>
      origins.reduce((sum, origin) => sum + absoluteError(method, series, origin, horizon), 0),
    );
    return joined(methods, weightsOf(errors))(series, horizon);
  };
