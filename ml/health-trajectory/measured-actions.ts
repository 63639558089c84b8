import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { columnValues } from '../learning/column-values.js';
import { type NotEnoughEvidence, type TreatmentEffect, treatmentEffect } from '../learning/effects/treatment-effect.js';
import { type Features, takeExamples } from '../learning/examples.js';
import { actions } from './actions.js';
import { lastScores } from './path-columns.js';
import type { ActionTaken, TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS } from './weeks.js';

/** Weeks after the day by which a score is compared. */
const EFFECT_WEEKS = 13;

const effectCodec = t.type({
  ...{ value: t.number, low: t.number, high: t.number, pValue: t.number },
  ...{ cases: t.number, groups: t.number },
});

const nothing = t.union([
  t.literal('too few treated'),
  t.literal('too few untreated'),
  t.literal('treated and untreated are not alike'),
  t.literal('not estimable'),
]);

const evidenceCodec = t.union([effectCodec, nothing]);
/** An effect as it was seen, or why it cannot be told. */
export type Evidence = TreatmentEffect | NotEnoughEvidence['reason'];

export const measuredActionCodec = t.type({ name: t.string, score: evidenceCodec, leaves: evidenceCodec });
/** What came of an action: points of health after `EFFECT_WEEKS`, and how much likelier the customer was to leave within 180 days. */
export type MeasuredAction = { readonly name: string; readonly score: Evidence; readonly leaves: Evidence };

export const responseCodec = t.type({ from: t.number, to: t.number, score: evidenceCodec });
/** How scores moved after the customer was engaged, `from` up to and without `to` days before the renewal. */
export type Response = { readonly from: number; readonly to: number; readonly score: Evidence };

/** What may decide on an action, and on what comes of it: few enough for linear learners, of all that accounts are told by. */
const confounders = [
  ...['health_score', 'health_slope_28d', 'health_slope_90d', 'health_volatility_8w', 'usage_trend_28d'],
  ...['usage_recency_days', 'seat_utilisation', 'seats', 'arr', 'contract_age_days', 'renewal_distance_days'],
  ...['engagements_28d', 'engagement_recency_days', 'champions', 'stakeholders_left_91d', 'tickets_opened_28d'],
  ...['open_tickets', 'csat_91d', 'features_adopted_180d', 'feature_breadth_28d'],
];

const nameOf = (column: string): string => column.split('@')[0] as string;

const confoundersOf = (features: Features): Features => {
  const places = features.columns.flatMap(({ name }, c) => (confounders.includes(nameOf(name)) ? [c] : []));
  const columns = places.map((c) => features.columns[c] as Features['columns'][number]);
  const values = new Float64Array(features.rows * columns.length);
  for (const [to, from] of places.entries()) {
    const column = columnValues(features, from);
    for (let row = 0; row < features.rows; row += 1) values[row * columns.length + to] = column[row] as number;
  }
  return { columns, rows: features.rows, values };
};

type Compared = {
  readonly features: Features;
  readonly taken: ActionTaken;
  readonly groups: Int32Array;
};

const evidenceOf = ({ features, taken, groups }: Compared, outcome: Float64Array, seed: number): Evidence => {
  const rows = Int32Array.from(groups.keys()).filter(
    (row) => taken.applies[row] === 1 && !Number.isNaN(taken.done[row]) && !Number.isNaN(outcome[row]),
  );
  const {
    features: of,
    labels,
    weights,
    groups: own,
  } = takeExamples({ features, labels: outcome, weights: taken.done, groups }, rows);
  const found = treatmentEffect(
    { features: of, treated: weights as Float64Array, outcome: labels, groups: own as Int32Array },
    seed,
  );
  return isRight(found) ? found.right : found.left.reason;
};

const changesBy = (examples: TrajectoryExamples, week: number): Float64Array =>
  lastScores(examples).map((score, row) => (examples.path[row * AHEAD_WEEKS + week - 1] as number) - score);

/** The effect of each action of the catalogue, among accounts that were alike when it was done or was not. */
export const measureActions = (examples: TrajectoryExamples, seed: number): ReadonlyArray<MeasuredAction> => {
  const features = confoundersOf(examples.features);
  const changes = changesBy(examples, EFFECT_WEEKS);
  return actions.map(({ name }) => {
    const compared = { features, taken: examples.actions[name] as ActionTaken, groups: examples.groups };
    return {
      name,
      score: evidenceOf(compared, changes, seed),
      leaves: evidenceOf(compared, examples.leaves, seed),
    };
  });
};

const ENGAGING = 'engage the customer';
const EVER = 36_500;
const untilRenewal = [0, 60, 120, 240, EVER];

/** How scores moved after engaging customers, by the time that was left before their renewal. */
export const measureResponses = (examples: TrajectoryExamples, seed: number): ReadonlyArray<Response> => {
  const features = confoundersOf(examples.features);
  const changes = changesBy(examples, EFFECT_WEEKS);
  const place = examples.features.columns.findIndex(({ name }) => nameOf(name) === 'renewal_distance_days');
  const distance =
    place < 0 ? new Float64Array(features.rows).fill(Number.NaN) : columnValues(examples.features, place);
  const { applies, done } = examples.actions[ENGAGING] as ActionTaken;
  return untilRenewal.slice(1).map((to, i) => {
    const from = untilRenewal[i] as number;
    const inTime = applies.map((each, row) =>
      each === 1 && (distance[row] as number) >= from && (distance[row] as number) < to ? 1 : 0,
    );
    return {
      from,
      to,
      score: evidenceOf({ features, taken: { applies: inTime, done }, groups: examples.groups }, changes, seed),
    };
  });
};
