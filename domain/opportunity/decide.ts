import type { Either } from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { isHeld, saysNothing } from '../latest.js';
import type { OpportunityCommand } from './commands.js';
import type { OpportunityEvent } from './events.js';
import { describedIn, type OpportunityState, type OpportunityStatus } from './state.js';

export const decide = (
  command: OpportunityCommand,
  state: OpportunityState,
): Either<never, ReadonlyArray<OpportunityEvent>> => {
  const at = command.data.occurredAt;
  const endedAs = (value: OpportunityStatus) => isHeld(state.status, { value, at });
  switch (command.type) {
    case 'OpenOpportunity':
      return unlessHeld(state.openedAt === at, { type: 'OpportunityOpened', data: command.data });
    case 'DescribeOpportunity': {
      const said = describedIn(command.data.changes);
      const held = said.every(([field, value]) => isHeld<string | null>(state[field], { value, at }));
      return unlessHeld(held, { type: 'OpportunityDescribed', data: command.data });
    }
    case 'LinkOpportunity': {
      const held = isHeld(state.account, { value: command.data.accountId, at });
      return unlessHeld(held, { type: 'OpportunityLinked', data: command.data });
    }
    case 'ChangeOpportunityStage': {
      const held = isHeld<string>(state.stage, { value: command.data.stage, at });
      return unlessHeld(held, { type: 'OpportunityStageChanged', data: command.data });
    }
    case 'WinOpportunity':
      return unlessHeld(endedAs('won'), { type: 'OpportunityWon', data: command.data });
    case 'LoseOpportunity': {
      const held = endedAs('lost') && saysNothing<string>(state.lostReason, command.data.reason, at);
      return unlessHeld(held, { type: 'OpportunityLost', data: command.data });
    }
  }
};
