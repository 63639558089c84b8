import * as t from 'io-ts';
import { message } from '../event.js';
import {
  CalendarDate,
  Count,
  FiniteNumber,
  Fraction,
  NonEmptyString,
  nullable,
  oneOf,
  Quantity,
  Timestamp,
} from '../primitives.js';
import { ModelName, ModelVersion, Unmet } from './names.js';
import { PromotionRule } from './promotion-rule.js';

const version = { model: ModelName, version: ModelVersion, occurredAt: Timestamp };

/** Both days are part of it. */
const Days = t.strict({ from: CalendarDate, to: CalendarDate }, 'Days');

const TrainedFeature = t.strict({ name: NonEmptyString, version: Count, hash: NonEmptyString }, 'TrainedFeature');

/**
 * A model was fitted. Log position, code version and seed make it again, byte by byte: `artifact` is the SHA-256 of these.
 * `span` are the days of its examples, `positives` those of them that had happened what is predicted.
 */
export const ModelTrained = message('ModelTrained', {
  ...version,
  artifact: NonEmptyString,
  logPosition: NonEmptyString,
  codeVersion: NonEmptyString,
  seed: Count,
  members: t.readonlyArray(NonEmptyString),
  settings: t.record(t.string, FiniteNumber),
  features: t.readonlyArray(TrainedFeature),
  span: Days,
  examples: Count,
  positives: Count,
});

/** `horizon` in days; `null` where the figure is of all together. Bounds are those of a 95 % interval. */
const ModelMetric = t.strict(
  {
    name: NonEmptyString,
    horizon: nullable(Count),
    value: FiniteNumber,
    low: nullable(FiniteNumber),
    high: nullable(FiniteNumber),
  },
  'ModelMetric',
);

/** What was said, and what came, of `count` examples that were told about the same. */
const CalibrationPoint = t.strict(
  { horizon: nullable(Count), said: FiniteNumber, came: FiniteNumber, count: Count },
  'CalibrationPoint',
);

/** Against the champion of that time, or the naive baseline where `with` is `null`. A `gain` above 0 is for the better. */
const Comparison = t.strict(
  { with: nullable(ModelVersion), metric: NonEmptyString, gain: FiniteNumber, pValue: Fraction },
  'Comparison',
);

/** How it did on examples it had never seen. `calibrationError`: how far what came was from what was said, as a share. */
export const Evaluation = t.strict(
  {
    span: Days,
    examples: Count,
    metrics: t.readonlyArray(ModelMetric),
    calibration: t.readonlyArray(CalibrationPoint),
    calibrationError: Quantity,
    comparison: nullable(Comparison),
  },
  'Evaluation',
);
export type Evaluation = t.TypeOf<typeof Evaluation>;

export const ModelEvaluated = message('ModelEvaluated', { ...version, ...Evaluation.type.props });
export const ChallengerAppointed = message('ChallengerAppointed', version);

const Approver = t.strict({ kind: oneOf('rule', 'person'), name: NonEmptyString }, 'Approver');

/** From now on its predictions are the ones people see, instead of those of the version `inPlaceOf`. */
export const ModelPromoted = message('ModelPromoted', {
  ...version,
  inPlaceOf: nullable(ModelVersion),
  rule: PromotionRule,
  approvedBy: Approver,
});
/** It did not keep the rule, for these reasons; what there was goes on. */
export const ModelRefused = message('ModelRefused', {
  ...version,
  rule: PromotionRule,
  reasons: t.readonlyArray(Unmet),
});
/** An earlier champion is the champion again, instead of the version `from`. */
export const ModelRolledBack = message('ModelRolledBack', {
  ...version,
  from: ModelVersion,
  reason: NonEmptyString,
  approvedBy: Approver,
});
export const ModelRetired = message('ModelRetired', version);

export const PredictionModelEvent = t.union(
  [ModelTrained, ModelEvaluated, ChallengerAppointed, ModelPromoted, ModelRefused, ModelRolledBack, ModelRetired],
  'PredictionModelEvent',
);
export type PredictionModelEvent = t.TypeOf<typeof PredictionModelEvent>;
