import type { Aggregate } from '../decider.js';
import type { SupportCaseCommand } from './commands.js';
import { decide } from './decide.js';
import type { SupportCaseEvent } from './events.js';
import { evolve, initialSupportCase, type SupportCaseState } from './state.js';
import { supportCaseStream } from './stream.js';

export const supportCaseAggregate: Aggregate<SupportCaseCommand, SupportCaseState, SupportCaseEvent, never> = {
  category: 'supportcase',
  streamOf: (command) => supportCaseStream(command.data.caseId),
  initialState: initialSupportCase,
  decide,
  evolve,
};
