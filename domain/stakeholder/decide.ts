import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { isHeld, saysNothing } from '../latest.js';
import type { StakeholderCommand } from './commands.js';
import type { StakeholderRefusal } from './errors.js';
import type { StakeholderEvent } from './events.js';
import type { StakeholderState } from './state.js';

export const decide = (
  command: StakeholderCommand,
  state: StakeholderState,
): E.Either<StakeholderRefusal, ReadonlyArray<StakeholderEvent>> => {
  const at = command.data.occurredAt;
  switch (command.type) {
    case 'IdentifyStakeholder': {
      const { stakeholderId, firstName, lastName, email, title, role } = command.data;
      const people = new Set(
        [firstName, lastName, email, title].flatMap((personal) => (personal === null ? [] : [personal.subject])),
      );
      if (people.size > 1) return E.left({ _tag: 'StakeholderIsSeveralPeople', stakeholderId });
      const held =
        saysNothing(state.firstName, firstName, at) &&
        saysNothing(state.lastName, lastName, at) &&
        saysNothing(state.email, email, at) &&
        saysNothing(state.title, title, at) &&
        saysNothing(state.role, role, at);
      return unlessHeld(held, { type: 'StakeholderIdentified', data: command.data });
    }
    case 'LinkStakeholder': {
      const held = isHeld(state.account, { value: command.data.accountId, at });
      return unlessHeld(held, { type: 'StakeholderLinked', data: command.data });
    }
    case 'RecordEngagement':
      return E.right([{ type: 'StakeholderEngaged', data: command.data }]);
    case 'RecordDeparture':
      return unlessHeld(state.leftAt === at, { type: 'StakeholderLeft', data: command.data });
    case 'AnswerSurvey': {
      const { survey, score, raw, comment } = command.data;
      const held = isHeld(state.surveys[survey], { value: { score, raw, comment }, at });
      return unlessHeld(held, { type: 'SurveyAnswered', data: command.data });
    }
    case 'RecordReturn':
      return unlessHeld(state.returnedAt === at, { type: 'StakeholderReturned', data: command.data });
  }
};
