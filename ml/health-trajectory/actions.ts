import { countOver, isKnown, sumOver } from '../../domain/health/flow.js';
import { levelAt } from '../../domain/health/level.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Seen } from '../datasets/outcomes.js';
import { type AccountHistory, placeOf } from '../features/account-history.js';

/** Something that a person can do about an account, and what in the log counts as its having been done. */
export type Action = {
  readonly name: string;
  readonly description: string;
  /** Whether it makes sense, by what was known at the end of the day. */
  readonly applies: (history: AccountHistory, day: CalendarDate) => boolean;
  /** 1 where it was done within `ACTION_DAYS` days after the day, else 0; NaN while these are not over. */
  readonly done: (seen: Seen, day: CalendarDate) => number;
};

/** Within so many days an action was done, or was not. */
const ACTION_DAYS = 28;
const QUARTER = 90;

const levelOn = ({ levels }: AccountHistory, name: string, place: number): number | null => {
  const level = levels.get(name);
  return level === undefined ? null : levelAt(level, place);
};

/** How often something happened over the `days` days up to and with a place. */
const times = ({ flows }: AccountHistory, name: string, place: number, days: number): number => {
  const flow = flows.get(name);
  return isKnown(flow, place) ? countOver(flow, place, days) : 0;
};

const total = ({ flows }: AccountHistory, name: string, place: number, days: number): number => {
  const flow = flows.get(name);
  return isKnown(flow, place) ? sumOver(flow, place, days) : 0;
};

type Happened = (history: AccountHistory, before: number, after: number) => boolean;

const within =
  (happened: Happened): Action['done'] =>
  ({ history, until }, day) => {
    if (addDays(day, ACTION_DAYS) > until) return Number.NaN;
    const before = placeOf(history, day);
    return happened(history, before, before + ACTION_DAYS) ? 1 : 0;
  };

const applying =
  (holds: (history: AccountHistory, place: number) => boolean): Action['applies'] =>
  (history, day) =>
    holds(history, placeOf(history, day));

const rises =
  (name: string): Happened =>
  (history, before, after) =>
    (levelOn(history, name, after) ?? 0) > (levelOn(history, name, before) ?? 0);

const hasUsage = (history: AccountHistory): boolean => history.flows.has('events');

export const actions: ReadonlyArray<Action> = [
  {
    name: 'engage the customer',
    description: 'mails, calls or meetings with people of the account, after four weeks with none or one',
    applies: applying((history, place) => times(history, 'engagements', place, ACTION_DAYS) <= 1),
    done: within((history, _, after) => times(history, 'engagements', after, ACTION_DAYS) >= 2),
  },
  {
    name: 'win a champion',
    description: 'a champion or decision maker more, where there was none or one left',
    applies: applying(
      (history, place) =>
        (levelOn(history, 'champions', place) ?? 0) === 0 || total(history, 'champions_left', place, QUARTER) > 0,
    ),
    done: within(rises('champions')),
  },
  {
    name: 'solve open cases',
    description: 'no support case left open, where there were some',
    applies: applying((history, place) => (levelOn(history, 'open_tickets', place) ?? 0) > 0),
    done: within((history, _, after) => (levelOn(history, 'open_tickets', after) ?? 0) === 0),
  },
  {
    name: 'introduce a feature',
    description: 'a feature of the product used that was not before',
    applies: applying(hasUsage),
    done: within((history, _, after) => total(history, 'features_adopted', after, ACTION_DAYS) > 0),
  },
  {
    name: 'adjust seats',
    description: 'seats that are paid for raised or lowered to what is used',
    applies: applying((history, place) => (levelOn(history, 'seats', place) ?? 0) > 0),
    done: within((history, before, after) => levelOn(history, 'seats', after) !== levelOn(history, 'seats', before)),
  },
];
