import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId } from '../ids.js';
import {
  CalendarDate,
  Count,
  Currency,
  FiniteNumber,
  Fraction,
  NonEmptyString,
  nullable,
  oneOf,
  Quantity,
  Score,
  Timestamp,
} from '../primitives.js';

/**
 * `day` is the last one whose facts the prediction is made from, `featureDigest` what these facts said; `modelVersion` the version that
 * answered.
 */
const prediction = {
  accountId: AccountId,
  day: CalendarDate,
  occurredAt: Timestamp,
  model: NonEmptyString,
  modelVersion: NonEmptyString,
  featureDigest: NonEmptyString,
};

/** How much a feature moved the answer, on the model's own scale; above 0 towards what is predicted. `value`: `null` where it is missing. */
const Reason = t.strict(
  { feature: NonEmptyString, value: nullable(FiniteNumber), contribution: FiniteNumber },
  'Reason',
);

/** The chance within so many days from `day` on, with the interval it is in. */
const ChurnHorizon = t.strict({ days: Count, probability: Fraction, low: Fraction, high: Fraction }, 'ChurnHorizon');

/** An account of the past that stood like this one, how far from it, and what became of it. */
const SimilarAccount = t.strict(
  { accountId: AccountId, distance: Quantity, outcome: oneOf('churned', 'stayed') },
  'SimilarAccount',
);

export const ChurnPredicted = message('ChurnPredicted', {
  ...prediction,
  horizons: t.readonlyArray(ChurnHorizon),
  reasons: t.readonlyArray(Reason),
  similar: t.readonlyArray(SimilarAccount),
});

const ExpansionKind = t.strict({ kind: oneOf('upsell', 'cross-sell', 'seats'), share: Fraction }, 'ExpansionKind');

/**
 * The chance of an expansion within so many days, and the revenue a year to be expected of it, the chance taken into account, with
 * an interval. `kinds`: how the chance is shared out, where the log tells kinds apart.
 */
const ExpansionHorizon = t.strict(
  {
    days: Count,
    probability: Fraction,
    amount: FiniteNumber,
    low: FiniteNumber,
    high: FiniteNumber,
    kinds: t.readonlyArray(ExpansionKind),
  },
  'ExpansionHorizon',
);

/** Amounts are in the account's currency, `null` where nobody said which. */
export const ExpansionPredicted = message('ExpansionPredicted', {
  ...prediction,
  currency: nullable(Currency),
  horizons: t.readonlyArray(ExpansionHorizon),
  reasons: t.readonlyArray(Reason),
});

/** The score of a day to come, within intervals of 80 and 95 %. */
const PathPoint = t.strict(
  { day: CalendarDate, score: Score, low80: Score, high80: Score, low95: Score, high95: Score },
  'PathPoint',
);

/** The chance that health comes into a band before the path ends, and when it most likely does. */
const Crossing = t.strict({ band: NonEmptyString, probability: Fraction, day: nullable(CalendarDate) }, 'Crossing');

/** When acting changes most; both days are part of it. */
const InterventionWindow = t.strict({ from: CalendarDate, to: CalendarDate }, 'InterventionWindow');

/** What helped before: points of health it is seen to give, within an interval, in so many cases. */
const RecommendedAction = t.strict(
  { name: NonEmptyString, effect: FiniteNumber, low: FiniteNumber, high: FiniteNumber, cases: Count },
  'RecommendedAction',
);

/** `window` and `action` are `null` where there is not enough evidence. */
export const HealthTrajectoryPredicted = message('HealthTrajectoryPredicted', {
  ...prediction,
  path: t.readonlyArray(PathPoint),
  crossings: t.readonlyArray(Crossing),
  window: nullable(InterventionWindow),
  action: nullable(RecommendedAction),
});

export const PredictionEvent = t.union(
  [ChurnPredicted, ExpansionPredicted, HealthTrajectoryPredicted],
  'PredictionEvent',
);
export type PredictionEvent = t.TypeOf<typeof PredictionEvent>;
