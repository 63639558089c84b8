import * as t from 'io-ts';
import { ChurnPredicted, ExpansionPredicted, HealthTrajectoryPredicted } from '../../domain/prediction/events.js';
import { nullable, oneOf } from '../../domain/primitives.js';
import { Freshness } from './freshness.js';
import { day, decimal, instant, integer, position } from './texts.js';

const text = nullable(t.string);
const fieldsOf = <P extends t.Props>(event: {
  readonly type: { readonly props: { readonly data: t.ExactC<t.TypeC<P>> } };
}) => event.type.props.data.type.props;

/** `sentence` says the same in words. */
const ReasonInWords = t.strict(
  { feature: t.string, value: nullable(t.number), contribution: t.number, sentence: t.string },
  'ReasonInWords',
);

const SimilarNamedAccount = t.strict(
  { accountId: t.string, name: text, distance: t.number, outcome: oneOf('churned', 'stayed') },
  'SimilarNamedAccount',
);

/** `amount` is null where the prediction is of no revenue. */
const PredictedHorizon = t.strict(
  { days: integer, probability: t.number, amount: nullable(t.number) },
  'PredictedHorizon',
);
const PredictedDay = t.strict(
  { day, modelVersion: t.string, horizons: t.readonlyArray(PredictedHorizon) },
  'PredictedDay',
);

/** `day` is the last one whose facts it is made from. */
const said = { day, predictedAt: instant, model: t.string, modelVersion: t.string, featureDigest: t.string };
const reasons = t.readonlyArray(ReasonInWords);
const history = t.readonlyArray(PredictedDay);

const churn = { ...said, horizons: fieldsOf(ChurnPredicted).horizons, reasons };
const expansion = { ...said, horizons: fieldsOf(ExpansionPredicted).horizons, currency: text, reasons };
const { path, crossings, window, action } = fieldsOf(HealthTrajectoryPredicted);

export const ChurnPrediction = t.strict(
  { ...churn, similar: t.readonlyArray(SimilarNamedAccount), history },
  'ChurnPrediction',
);
export type ChurnPrediction = t.TypeOf<typeof ChurnPrediction>;

export const ExpansionPrediction = t.strict({ ...expansion, history }, 'ExpansionPrediction');
export type ExpansionPrediction = t.TypeOf<typeof ExpansionPrediction>;

export const TrajectoryPrediction = t.strict({ ...said, path, crossings, window, action }, 'TrajectoryPrediction');
export type TrajectoryPrediction = t.TypeOf<typeof TrajectoryPrediction>;

const found = <C extends t.Mixed>(name: string, prediction: C) =>
  t.strict({ accountId: t.string, prediction, freshness: Freshness }, name);

export const FoundChurn = found('FoundChurn', ChurnPrediction);
export const FoundExpansion = found('FoundExpansion', ExpansionPrediction);
export const FoundTrajectory = found('FoundTrajectory', TrajectoryPrediction);

/** Why there is no prediction. */
export const Unpredicted = oneOf('no-champion', 'too-little-history', 'not-yet', 'not-then');
export type Unpredicted = t.TypeOf<typeof Unpredicted>;

/** All that is predicted of an account; `missing` says why there is nothing at all. */
export type AccountPredictions = {
  readonly accountId: string;
  readonly churn: ChurnPrediction | null;
  readonly expansion: ExpansionPrediction | null;
  readonly trajectory: TrajectoryPrediction | null;
  readonly missing: Unpredicted | null;
  readonly freshness: Freshness;
};

/** How many predictions of an account are new, and where the last of them stands; null where all was said already. */
export const ChangedPrediction = t.strict(
  { accountId: t.string, predictions: integer, position: nullable(position) },
  'ChangedPrediction',
);
export type ChangedPrediction = t.TypeOf<typeof ChangedPrediction>;

/** `chance` is that within the horizon that was asked for, `value` what is to be expected of it in `currency`. */
const listed = {
  accountId: t.string,
  name: text,
  segment: text,
  owner: text,
  band: text,
  score: nullable(t.number),
  arr: nullable(decimal),
  chance: t.number,
  value: nullable(t.number),
  currency: text,
};

const pageOf = <C extends t.Mixed>(name: string, item: C) =>
  t.strict({ items: t.readonlyArray(item), horizon: integer, nextCursor: text, freshness: Freshness }, name);

export const ChurnRiskPage = pageOf('ChurnRiskPage', t.strict({ ...churn, ...listed }, 'ChurnRisk'));
export type ChurnRiskPage = t.TypeOf<typeof ChurnRiskPage>;

export const OpportunityPage = pageOf('OpportunityPage', t.strict({ ...expansion, ...listed }, 'ExpansionOpportunity'));
export type OpportunityPage = t.TypeOf<typeof OpportunityPage>;
