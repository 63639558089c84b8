import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { lookUp } from '../keyed.js';
import { isHeld } from '../latest.js';
import { timestampOf } from '../primitives.js';
import type { UsageCommand } from './commands.js';
import type { UsageRefusal } from './errors.js';
import type { UsageEvent, Window } from './events.js';
import type { UsageState } from './state.js';

const endOfMonth = ({ start }: Window) => timestampOf(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7))));

export const decide = (command: UsageCommand, state: UsageState): E.Either<UsageRefusal, ReadonlyArray<UsageEvent>> => {
  switch (command.type) {
    case 'RecordUsage': {
      const { accountId, window } = command.data;
      if (window.end <= window.start) return E.left({ _tag: 'WindowEndsBeforeItStarts', accountId });
      if (window.end > endOfMonth(window)) return E.left({ _tag: 'WindowCrossesMonths', accountId });
      return E.right([{ type: 'UsageRecorded', data: command.data }]);
    }
    case 'ChangeSeats': {
      const { seats, occurredAt } = command.data;
      const held = isHeld(state.seats, { value: seats, at: occurredAt });
      return unlessHeld(held, { type: 'SeatsChanged', data: command.data });
    }
    case 'AdoptFeature': {
      const { feature, occurredAt } = command.data;
      const since = lookUp(state.adopted, feature);
      const held = since !== undefined && since <= occurredAt;
      return unlessHeld(held, { type: 'FeatureAdopted', data: command.data });
    }
  }
};
