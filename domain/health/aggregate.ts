import type { Aggregate } from '../decider.js';
import type { HealthCommand } from './commands.js';
import { decide } from './decide.js';
import type { HealthRefusal } from './errors.js';
import type { HealthEvent } from './events.js';
import { evolve, type HealthState, initialHealth } from './state.js';
import { healthStream } from './stream.js';

export const healthAggregate: Aggregate<HealthCommand, HealthState, HealthEvent, HealthRefusal> = {
  category: 'health',
  streamOf: (command) => healthStream(command.data.accountId),
  initialState: initialHealth,
  decide,
  evolve,
};
