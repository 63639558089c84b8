import * as t from 'io-ts';
import { commandTo, message } from '../event.js';
import { NonEmptyString, Timestamp } from '../primitives.js';
import { ChallengerAppointed, ModelEvaluated, ModelRetired, ModelTrained } from './events.js';
import { ModelName, ModelVersion } from './names.js';
import { PromotionRule } from './promotion-rule.js';

const version = { model: ModelName, version: ModelVersion, occurredAt: Timestamp };

export const PredictionModelCommand = t.union(
  [
    commandTo('RecordTraining', ModelTrained),
    commandTo('RecordEvaluation', ModelEvaluated),
    commandTo('AppointChallenger', ChallengerAppointed),
    /** Lets the rule decide: a version that does not keep it is put down as refused. */
    message('ConsiderModel', { ...version, rule: PromotionRule }),
    /** Somebody wants it; what does not keep the rule is not promoted all the same. */
    message('PromoteModel', { ...version, rule: PromotionRule, person: NonEmptyString }),
    /** To the champion before, where no version is named. */
    message('RollBackModel', {
      model: ModelName,
      to: t.union([ModelVersion, t.null]),
      occurredAt: Timestamp,
      reason: NonEmptyString,
      person: NonEmptyString,
    }),
    commandTo('RetireModel', ModelRetired),
  ],
  'PredictionModelCommand',
);
export type PredictionModelCommand = t.TypeOf<typeof PredictionModelCommand>;
