import type { Either } from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { isHeld, saysNothing } from '../latest.js';
import type { OpportunityCommand } from './commands.js';
import type { OpportunityEvent } from './events.js';
import type { OpportunityState, OpportunityStatus } from './state.js';

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
      const { name, kind, presumedKind, arr, amount, currency, presumedCurrency, closesOn } = command.data;
      const held =
        saysNothing<string>(state.name, name, at) &&
        saysNothing(state.kind, kind, at) &&
        saysNothing(state.presumedKind, presumedKind, at) &&
        saysNothing(state.arr, arr, at) &&
        saysNothing(state.amount, amount, at) &&
        saysNothing(state.currency, currency, at) &&
        saysNothing(state.presumedCurrency, presumedCurrency, at) &&
        saysNothing(state.closesOn, closesOn, at);
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
