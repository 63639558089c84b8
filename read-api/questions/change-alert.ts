import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { alertAggregate } from '../../domain/alert/aggregate.js';
import type { AlertId } from '../../domain/ids.js';
import type { ChangedAlert } from '../answers/alerts.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import type { Asker } from './change-connections.js';
import { handled } from './handled.js';
import { saidBy } from './said-by.js';

type Said = Parameters<typeof alertAggregate.decide>[0] & { readonly type: 'AcknowledgeAlert' | 'ResolveAlert' };

/** What can be said of an alert. Saying again what is so changes nothing. */
export const changeAlert = ({ eventStore, clock }: Pick<ReadSide, 'eventStore' | 'clock'>) => {
  const changed = (command: Said, by: Asker): Answer<ChangedAlert> => {
    const { alertId, occurredAt } = command.data;
    return pipe(
      handled(eventStore)(alertAggregate)(command, saidBy(by, command.type, alertId, occurredAt)),
      TE.map(({ position }) => ({ alertId, position })),
    );
  };
  return {
    acknowledge: (alertId: AlertId, by: Asker) =>
      changed({ type: 'AcknowledgeAlert', data: { alertId, occurredAt: clock() } }, by),
    resolve: (alertId: AlertId, by: Asker) =>
      changed({ type: 'ResolveAlert', data: { alertId, occurredAt: clock(), by: 'person' } }, by),
  };
};
