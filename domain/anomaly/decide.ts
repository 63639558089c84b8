import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import type { AnomalyCommand } from './commands.js';
import type { AnomalyRefusal } from './errors.js';
import type { AnomalyEvent } from './events.js';
import { type AnomalyState, statusOf } from './state.js';

export const decide = (
  command: AnomalyCommand,
  state: AnomalyState,
): E.Either<AnomalyRefusal, ReadonlyArray<AnomalyEvent>> => {
  const { data } = command;
  if (command.type === 'ReportAnomaly') {
    return unlessHeld(state.detected !== undefined, { type: 'AnomalyDetected', data: command.data });
  }
  const refused = (_tag: AnomalyRefusal['_tag']) => E.left({ _tag, anomalyId: data.anomalyId });
  if (state.detected === undefined) return refused('AnomalyUnknown');
  const status = statusOf(state);
  switch (command.type) {
    case 'AcknowledgeAnomaly':
      if (status === 'resolved') return refused('AnomalyAlreadyResolved');
      return unlessHeld(status !== 'open', { type: 'AnomalyAcknowledged', data });
    case 'ExplainAnomaly': {
      if (status === 'resolved') return refused('AnomalyAlreadyResolved');
      const isSaid = state.explanation?.value === command.data.explanation;
      return unlessHeld(status === 'explained' && isSaid, { type: 'AnomalyExplained', data: command.data });
    }
    case 'ResolveAnomaly':
      return unlessHeld(status === 'resolved', { type: 'AnomalyResolved', data });
    case 'ReopenAnomaly':
      return unlessHeld(status === 'open', { type: 'AnomalyReopened', data });
  }
};
