import type { Either } from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { lookUp } from '../keyed.js';
import { isHeld, saysNothing } from '../latest.js';
import type { CohortCommand } from './commands.js';
import type { CohortEvent } from './events.js';
import type { CohortState } from './state.js';

export const decide = ({ data }: CohortCommand, state: CohortState): Either<never, ReadonlyArray<CohortEvent>> => {
  const { name, member, belongs, occurredAt: at } = data;
  const held =
    isHeld(lookUp(state.members, member), { value: belongs, at }) && saysNothing<string>(state.name, name, at);
  return unlessHeld(held, { type: 'CohortMembershipChanged', data });
};
