import type { Kernel } from './kernel.js';
import { type Points, smooth } from './loess.js';

/** The points of one phase, counted in cycles, and where each stands among the points of the series. */
type Subseries = {
  readonly phase: number;
  readonly points: Points;
  readonly source: Int32Array;
  readonly cycles: number;
};

export type CycleSubseries = ReadonlyArray<Subseries>;

/** Splits points by their phase; phases of which no value is there are left out. */
export const splitByPhase = (points: Points, length: number, period: number): CycleSubseries => {
  const sources: Array<Array<number>> = Array.from({ length: period }, () => []);
  points.at.forEach((place, i) => {
    sources[place % period]?.push(i);
  });
  return sources.flatMap((source, phase) =>
    source.length === 0
      ? []
      : [
          {
            phase,
            source: Int32Array.from(source),
            cycles: Math.ceil((length - phase) / period),
            points: {
              at: Int32Array.from(source, (i) => Math.floor((points.at[i] as number) / period)),
              values: new Float64Array(source.length),
              trust: new Float64Array(source.length),
              count: source.length,
            },
          },
        ],
  );
};

/** A window of cycles, or one level for all of them. */
export type SeasonalWindow = number | 'periodic';

const level = ({ values, trust, count }: Points): number => {
  let sum = 0;
  let total = 0;
  let plain = 0;
  for (let i = 0; i < count; i += 1) {
    const value = values[i] as number;
    plain += value;
    sum += (trust[i] as number) * value;
    total += trust[i] as number;
  }
  return total > 0 ? sum / total : plain / count;
};

/** Fills the places of phases without a value, in a straight line between their neighbours. */
const bridge = (values: Float64Array): void => {
  let known = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isNaN(values[i])) continue;
    const end = values[i] as number;
    const start = known < 0 ? end : (values[known] as number);
    for (let j = known + 1; j < i; j += 1) values[j] = start + ((end - start) * (j - known)) / (i - known);
    known = i;
  }
  values.fill(values[known] as number, known + 1);
};

/**
 * Smooths each phase by itself, one cycle further than the series at both ends, into `out`, which is two periods longer.
 * Reads values and trust from `points`; `room` is to work in, as long as `out`.
 */
export const smoothCycles = (
  subseries: CycleSubseries,
  points: Points,
  period: number,
  window: SeasonalWindow,
  kernel: Kernel,
  room: Float64Array,
  out: Float64Array,
): void => {
  if (subseries.length < period) out.fill(Number.NaN);
  for (const { phase, points: own, source, cycles } of subseries) {
    for (let i = 0; i < own.count; i += 1) {
      own.values[i] = points.values[source[i] as number] as number;
      own.trust[i] = points.trust[source[i] as number] as number;
    }
    const smoothed = room.subarray(0, cycles + 2);
    if (window === 'periodic') smoothed.fill(level(own));
    else smooth(own, { window, degree: 0, jump: 1 }, kernel, -1, smoothed);
    for (let cycle = 0; cycle < cycles + 2; cycle += 1) out[phase + cycle * period] = smoothed[cycle] as number;
  }
  if (subseries.length < period) bridge(out);
};
