import type { Aggregate } from '../decider.js';
import type { OpportunityCommand } from './commands.js';
import { decide } from './decide.js';
import type { OpportunityEvent } from './events.js';
import { evolve, initialOpportunity, type OpportunityState } from './state.js';
import { opportunityStream } from './stream.js';

export const opportunityAggregate: Aggregate<OpportunityCommand, OpportunityState, OpportunityEvent, never> = {
  category: 'opportunity',
  streamOf: (command) => opportunityStream(command.data.opportunityId),
  initialState: initialOpportunity,
  decide,
  evolve,
};
