import * as t from 'io-ts';
import { Evaluation, ModelTrained } from '../../domain/prediction-model/events.js';
import { ModelStatus, Unmet } from '../../domain/prediction-model/names.js';
import { nullable, oneOf } from '../../domain/primitives.js';
import { Freshness } from './freshness.js';
import { instant, position } from './texts.js';

const { model, version, occurredAt: _, ...trained } = ModelTrained.type.props.data.type.props;

const ModelEvaluation = t.strict({ ...Evaluation.type.props, evaluatedAt: instant }, 'ModelEvaluation');

const ModelVersion = t.strict(
  {
    version,
    status: ModelStatus,
    trainedAt: instant,
    ...trained,
    evaluation: nullable(ModelEvaluation),
    challengerSince: nullable(instant),
    refused: nullable(t.strict({ at: instant, reasons: t.readonlyArray(Unmet) }, 'ModelRefusal')),
    retiredAt: nullable(instant),
  },
  'TrainedModelVersion',
);

/** `approvedBy` is a rule or a person; `rollBack` says why it was gone back to, `null` for a promotion. */
const Reign = t.strict(
  {
    version,
    since: instant,
    until: nullable(instant),
    approvedBy: t.strict({ kind: oneOf('rule', 'person'), name: t.string }, 'ModelApprover'),
    rollBack: nullable(t.string),
  },
  'ModelReign',
);

const shown = { model, champion: nullable(Reign), versions: t.readonlyArray(ModelVersion) };

export const ModelList = t.strict(
  { items: t.readonlyArray(t.strict(shown, 'PredictionModel')), freshness: Freshness },
  'ModelList',
);
export type ModelList = t.TypeOf<typeof ModelList>;

/** `champion` is whose predictions were shown at the instant that was asked for, now if none was. */
export const ModelHistory = t.strict(
  { ...shown, reigns: t.readonlyArray(Reign), freshness: Freshness },
  'ModelHistory',
);
export type ModelHistory = t.TypeOf<typeof ModelHistory>;

/** Ask at `position` to read what was changed. */
export const ChangedModel = t.strict({ model, position: nullable(position) }, 'ChangedModel');
export type ChangedModel = t.TypeOf<typeof ChangedModel>;
