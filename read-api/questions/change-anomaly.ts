import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { anomalyAggregate } from '../../domain/anomaly/aggregate.js';
import type { AnomalyCommand } from '../../domain/anomaly/commands.js';
import type { AnomalyId } from '../../domain/ids.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { ChangedAnomaly } from '../answers/anomalies.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import type { Asker } from './change-connections.js';
import { handled } from './handled.js';
import { saidBy } from './said-by.js';

/** What can be said of an anomaly. Saying again what is so changes nothing. */
export const changeAnomaly = ({ eventStore, clock }: Pick<ReadSide, 'eventStore' | 'clock'>) => {
  const changed = (command: AnomalyCommand, by: Asker): Answer<ChangedAnomaly> => {
    const { anomalyId, occurredAt } = command.data;
    return pipe(
      handled(eventStore)(anomalyAggregate)(command, saidBy(by, command.type, anomalyId, occurredAt)),
      TE.map(({ position }) => ({ anomalyId, position })),
    );
  };
  const said = (anomalyId: AnomalyId) => ({ anomalyId, occurredAt: clock() });
  return {
    acknowledge: (id: AnomalyId, by: Asker) => changed({ type: 'AcknowledgeAnomaly', data: said(id) }, by),
    explain: (id: AnomalyId, explanation: NonEmptyString, by: Asker) =>
      changed({ type: 'ExplainAnomaly', data: { ...said(id), explanation } }, by),
    resolve: (id: AnomalyId, by: Asker) => changed({ type: 'ResolveAnomaly', data: said(id) }, by),
    reopen: (id: AnomalyId, by: Asker) => changed({ type: 'ReopenAnomaly', data: said(id) }, by),
  };
};
