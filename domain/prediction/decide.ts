import type * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import type { PredictionCommand } from './commands.js';
import type { PredictionEvent } from './events.js';
import { isSaid, type PredictionState } from './state.js';

const factOf = (command: PredictionCommand): PredictionEvent => {
  switch (command.type) {
    case 'RecordChurnPrediction':
      return { type: 'ChurnPredicted', data: command.data };
    case 'RecordExpansionPrediction':
      return { type: 'ExpansionPredicted', data: command.data };
    case 'RecordHealthTrajectory':
      return { type: 'HealthTrajectoryPredicted', data: command.data };
  }
};

/** What was said of a day by the same version from the same facts is not said again. */
export const decide = (
  command: PredictionCommand,
  state: PredictionState,
): E.Either<never, ReadonlyArray<PredictionEvent>> => {
  const fact = factOf(command);
  return unlessHeld(isSaid(state, fact), fact);
};
