import type { Freshness } from './types.js';

export type Reason = { readonly feature: string; readonly contribution: number; readonly sentence: string };

type Horizon = { readonly days: number; readonly probability: number; readonly low: number; readonly high: number };
type ExpansionHorizon = Horizon & { readonly amount: number };

type Predicted<H> = {
  readonly day: string;
  readonly predictedAt: string;
  readonly modelVersion: string;
  readonly horizons: ReadonlyArray<H>;
  readonly reasons: ReadonlyArray<Reason>;
};

/** `chance` is that within the horizon that was asked for, `value` what is to be expected of it. */
export type Listed<H = Horizon> = Predicted<H> & {
  readonly accountId: string;
  readonly name: string | null;
  readonly segment: string | null;
  readonly owner: string | null;
  readonly band: string | null;
  readonly score: number | null;
  readonly arr: string | null;
  readonly chance: number;
  readonly value: number | null;
  readonly currency: string | null;
};

export type PredictionList = {
  readonly items: ReadonlyArray<Listed>;
  readonly horizon: number;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

export type PredictedDay = {
  readonly day: string;
  readonly horizons: ReadonlyArray<{ readonly days: number; readonly probability: number }>;
};

export type PathPoint = {
  readonly day: string;
  readonly score: number;
  readonly low80: number;
  readonly high80: number;
};

export type ChurnPrediction = Predicted<Horizon> & {
  readonly similar: ReadonlyArray<{
    readonly accountId: string;
    readonly name: string | null;
    readonly outcome: string;
  }>;
  readonly history: ReadonlyArray<PredictedDay>;
};

export type ExpansionPrediction = Predicted<ExpansionHorizon> & { readonly currency: string | null };

export type Trajectory = {
  readonly path: ReadonlyArray<PathPoint>;
  readonly crossings: ReadonlyArray<{
    readonly band: string;
    readonly probability: number;
    readonly day: string | null;
  }>;
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly action: {
    readonly name: string;
    readonly effect: number;
    readonly low: number;
    readonly high: number;
    readonly cases: number;
  } | null;
};

export type AccountPredictions = {
  readonly churn: ChurnPrediction | null;
  readonly expansion: ExpansionPrediction | null;
  readonly trajectory: Trajectory | null;
  /** Why there is nothing at all. */
  readonly missing: string | null;
  readonly freshness: Freshness;
};

export const PREDICTION_ORDERS = ['chance', 'value'] as const;
export type PredictionOrder = (typeof PREDICTION_ORDERS)[number];
