import type { Either } from 'fp-ts/lib/Either.js';
import { canonical } from '../canonical.js';
import { unlessHeld } from '../decider.js';
import type { MappingCommand } from './commands.js';
import type { MappingEvent } from './events.js';
import { type MappingState, versionsOf } from './state.js';

/** What is in use already is not a new version. */
export const decide = ({ data }: MappingCommand, state: MappingState): Either<never, ReadonlyArray<MappingEvent>> => {
  const inUse = versionsOf(state).at(-1);
  const held = inUse !== undefined && canonical(inUse.definition) === canonical(data.definition);
  return unlessHeld(held, { type: 'MappingSaved', data: { ...data, version: (inUse?.version ?? 0) + 1 } });
};
