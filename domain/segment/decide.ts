import * as E from 'fp-ts/lib/Either.js';
import { canonical } from '../canonical.js';
import { unlessHeld } from '../decider.js';
import type { SegmentCommand } from './commands.js';
import type { SegmentRefusal } from './errors.js';
import type { SegmentEvent } from './events.js';
import { type SegmentState, versionsOf } from './state.js';

/** A name that was retired may be given again. What holds already is no new version. */
export const decide = (
  command: SegmentCommand,
  state: SegmentState,
): E.Either<SegmentRefusal, ReadonlyArray<SegmentEvent>> => {
  const { version = 0, definition = null } = versionsOf(state).at(-1) ?? {};
  const next = { version: version + 1 };
  const refused = (_tag: SegmentRefusal['_tag']) => E.left({ _tag, name: command.data.name });
  const isHeld = ({ description, rule }: { readonly description: unknown; readonly rule: unknown }) =>
    canonical(definition) === canonical({ description, rule });
  switch (command.type) {
    case 'DefineSegment':
      if (definition !== null && !isHeld(command.data)) return refused('SegmentAlreadyDefined');
      return unlessHeld(definition !== null, { type: 'SegmentDefined', data: { ...command.data, ...next } });
    case 'RedefineSegment':
      if (definition === null) return refused('SegmentUnknown');
      return unlessHeld(isHeld(command.data), { type: 'SegmentRedefined', data: { ...command.data, ...next } });
    case 'RetireSegment':
      if (version === 0) return refused('SegmentUnknown');
      return unlessHeld(definition === null, { type: 'SegmentRetired', data: { ...command.data, ...next } });
  }
};
