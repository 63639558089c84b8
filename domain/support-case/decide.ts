import type { Either } from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { isHeld } from '../latest.js';
import type { SupportCaseCommand } from './commands.js';
import type { SupportCaseEvent } from './events.js';
import { heldBreach } from './sla.js';
import type { SupportCaseState } from './state.js';
import { isOnTimeline, type StatusFact } from './timeline.js';

export const decide = (
  command: SupportCaseCommand,
  state: SupportCaseState,
): Either<never, ReadonlyArray<SupportCaseEvent>> => {
  const at = command.data.occurredAt;
  const wasSaid = (said: StatusFact['said']) => isOnTimeline(state.timeline, { at, said });
  switch (command.type) {
    case 'OpenCase': {
      const held = wasSaid('opened') && isHeld(state.channel, { value: command.data.channel, at });
      return unlessHeld(held, { type: 'CaseOpened', data: command.data });
    }
    case 'ReopenCase':
      return unlessHeld(wasSaid('reopened'), { type: 'CaseReopened', data: command.data });
    case 'SolveCase':
      return unlessHeld(wasSaid('solved'), { type: 'CaseSolved', data: command.data });
    case 'LinkCase': {
      const held = isHeld(state.account, { value: command.data.accountId, at });
      return unlessHeld(held, { type: 'CaseLinked', data: command.data });
    }
    case 'ChangeCasePriority': {
      const held = isHeld(state.priority, { value: command.data.priority, at });
      return unlessHeld(held, { type: 'CasePriorityChanged', data: command.data });
    }
    case 'RecordReply': {
      const held = state.firstRepliedAt !== undefined && state.firstRepliedAt <= at;
      return unlessHeld(held, { type: 'CaseReplied', data: command.data });
    }
    case 'RateCaseSatisfaction': {
      const { score, raw, comment } = command.data;
      const held = isHeld(state.satisfaction, { value: { score, raw, comment }, at });
      return unlessHeld(held, { type: 'CaseSatisfactionRated', data: command.data });
    }
    case 'BreachCaseSla': {
      const held = heldBreach(state.slaBreaches, { ...command.data, at });
      return unlessHeld(held !== undefined && held.at <= at, { type: 'CaseSlaBreached', data: command.data });
    }
    case 'WithdrawCaseSlaBreach': {
      const held = heldBreach(state.slaBreaches, { ...command.data, at, exact: true });
      return unlessHeld(held?.withdrawn === true, { type: 'CaseSlaBreachWithdrawn', data: command.data });
    }
    case 'DeleteCase':
      return unlessHeld(wasSaid('deleted'), { type: 'CaseDeleted', data: command.data });
    case 'RestoreCase':
      return unlessHeld(wasSaid('restored'), { type: 'CaseRestored', data: command.data });
    case 'MergeCase': {
      const held = isHeld(state.mergedInto, { value: command.data.into, at });
      return unlessHeld(held, { type: 'CaseMerged', data: command.data });
    }
  }
};
