import type { Aggregate } from '../decider.js';
import type { StakeholderCommand } from './commands.js';
import { decide } from './decide.js';
import type { StakeholderRefusal } from './errors.js';
import type { StakeholderEvent } from './events.js';
import { evolve, initialStakeholder, type StakeholderState } from './state.js';
import { stakeholderStream } from './stream.js';

export const stakeholderAggregate: Aggregate<
  StakeholderCommand,
  StakeholderState,
  StakeholderEvent,
  StakeholderRefusal
> = {
  category: 'stakeholder',
  streamOf: (command) => stakeholderStream(command.data.stakeholderId),
  initialState: initialStakeholder,
  decide,
  evolve,
};
