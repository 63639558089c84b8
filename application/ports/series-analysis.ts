import type { Either } from 'fp-ts/lib/Either.js';
import type { DetectAnomalies, FoundAnomaly, WatchedValues } from './anomaly-detection.js';

/** A series from which this cannot be told, and why in words. */
export type SeriesRefused = { readonly _tag: 'SeriesRefused'; readonly reason: string };

/** What repeats every `period` steps. `strength` is its share of what is neither trend nor another season, from 0 to 1. */
export type FoundSeason = {
  readonly period: number;
  /** How likely a season as clear is by chance. */
  readonly probability: number;
  readonly strength: number;
  readonly values: Float64Array;
};

/** `trend` + each season + `remainder` is the value again; only the remainder is NaN where the series is. */
export type Decomposed = {
  readonly trend: Float64Array;
  readonly seasons: ReadonlyArray<FoundSeason>;
  readonly remainder: Float64Array;
};

type Interval = { readonly low: Float64Array; readonly high: Float64Array };
export type Forecast = {
  readonly point: Float64Array;
  readonly of80: Interval;
  readonly of95: Interval;
  /** The seasons it counts on. */
  readonly periods: ReadonlyArray<number>;
};

/** One of the series, by its place, moves before another. */
export type Lead = {
  readonly leader: number;
  readonly follower: number;
  readonly lag: number;
  /** From -1 to 1, of what is new in the one with what is new in the other `lag` steps later. */
  readonly coefficient: number;
  readonly pValue: number;
  /** The share of false findings to expect among pairs as clear. */
  readonly qValue: number;
  readonly effectiveSize: number;
  /** The coefficient over each quarter of the time. */
  readonly quarters: ReadonlyArray<number>;
  readonly isFinding: boolean;
};

/** What series say, by one value a step, NaN for a gap. Done beside the thread that asks. */
export type SeriesAnalysis = {
  readonly detectAnomalies: DetectAnomalies;
  /** What a detector would have alarmed over all of the history, each value judged by what was there before. */
  readonly simulateDetector: (
    series: WatchedValues,
    falseAlarmsPerYear: number,
  ) => Promise<ReadonlyArray<FoundAnomaly>>;
  /** Taken apart by those of the periods (in steps) that are there. */
  readonly decompose: (
    series: Float64Array,
    periods: ReadonlyArray<number>,
  ) => Promise<Either<SeriesRefused, Decomposed>>;
  readonly forecast: (
    series: Float64Array,
    asked: { readonly horizon: number; readonly periods: ReadonlyArray<number>; readonly isCount: boolean },
  ) => Promise<Either<SeriesRefused, Forecast>>;
  /** Every pair of series of the same steps that can be compared, the clearest first. */
  readonly leads: (
    series: ReadonlyArray<Float64Array>,
    asked: { readonly periods: ReadonlyArray<number>; readonly longestLag: number },
  ) => Promise<ReadonlyArray<Lead>>;
};
