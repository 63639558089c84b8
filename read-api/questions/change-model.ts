import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { canonical } from '../../domain/canonical.js';
import { predictionModelAggregate } from '../../domain/prediction-model/aggregate.js';
import type { PredictionModelCommand } from '../../domain/prediction-model/commands.js';
import type { ModelName, ModelVersion } from '../../domain/prediction-model/names.js';
import { promotionRule } from '../../domain/prediction-model/promotion-rule.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { ChangedModel } from '../answers/models.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import type { Asker } from './change-connections.js';
import { handled } from './handled.js';
import { saidBy } from './said-by.js';

const personOf = ({ subject }: Asker): NonEmptyString => `user:${subject}` as NonEmptyString;

/** What can be decided about the versions of a model. Deciding again what is so changes nothing. */
export const changeModel = ({ eventStore, clock }: Pick<ReadSide, 'eventStore' | 'clock'>) => {
  const changed = (command: PredictionModelCommand, by: Asker): Answer<ChangedModel> => {
    const { model, occurredAt } = command.data;
    return pipe(
      handled(eventStore)(predictionModelAggregate)(
        command,
        saidBy(by, command.type, model, occurredAt, canonical(command.data)),
      ),
      TE.map(({ position }) => ({ model, position })),
    );
  };
  return {
    promote: (model: ModelName, version: ModelVersion, by: Asker) => {
      const data = { model, version, occurredAt: clock(), rule: promotionRule, person: personOf(by) };
      return changed({ type: 'PromoteModel', data }, by);
    },
    /** To the champion before, where no version is named. */
    rollBack: (model: ModelName, to: ModelVersion | undefined, reason: NonEmptyString, by: Asker) => {
      const data = { model, to: to ?? null, occurredAt: clock(), reason, person: personOf(by) };
      return changed({ type: 'RollBackModel', data }, by);
    },
    retire: (model: ModelName, version: ModelVersion, by: Asker) =>
      changed({ type: 'RetireModel', data: { model, version, occurredAt: clock() } }, by),
  };
};
