import type { CohortEvent } from '../../domain/cohort/events.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { type Dated, ifSaid, latest } from '../../domain/latest.js';
import { dayOf, type Timestamp } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { segmentCohorts } from './table.js';

type Held = {
  readonly vendorId: Dated<string> | undefined;
  readonly name: Dated<string> | undefined;
  /** By person, whether that one was in it from each time on. */
  readonly members: Keyed<Keyed<boolean>>;
};

const nobody: Held = { vendorId: undefined, name: undefined, members: {} };

const isIn = (said: Keyed<boolean>, day: string): boolean => {
  const last = Object.keys(said)
    .filter((at) => dayOf(at as Timestamp) <= day)
    .sort()
    .at(-1);
  return last !== undefined && lookUp(said, last) === true;
};

/** At one instant to be in it counts more than to have left, as everywhere else. */
export const cohorts: Fold<Held, CohortEvent> = {
  table: segmentCohorts,
  handles: ['CohortMembershipChanged'],
  keysOf: ({ event }) => [[event.data.cohortId, event.data.accountId]],
  evolve: (held = nobody, { event }) => {
    const { cohort, name, member, belongs, occurredAt: at } = event.data;
    const said = lookUp(held.members, member) ?? {};
    return {
      vendorId: latest(held.vendorId, { value: cohort.id, at }),
      name: ifSaid<string>(held.name, name, at),
      members: put(held.members, member, put(said, at, belongs || lookUp(said, at) === true)),
    };
  },
  toCells: (state) => {
    const members = Object.values(state.members);
    const days = [...new Set(members.flatMap((said) => Object.keys(said).map((at) => dayOf(at as Timestamp))))].sort();
    return [
      state,
      state.vendorId?.value ?? null,
      state.name?.value ?? null,
      days,
      days.map((day) => members.filter((said) => isIn(said, day)).length),
    ];
  },
  fromCells: ([state]) => ({ ...nobody, ...(state as Partial<Held>) }),
};
