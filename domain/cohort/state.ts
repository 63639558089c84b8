import type { ExternalRef } from '../ids.js';
import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, ifSaid, latest } from '../latest.js';
import type { CohortEvent } from './events.js';

/** Who of one account is in one cohort. */
export type CohortState = {
  readonly cohort: Dated<ExternalRef> | undefined;
  readonly name: Dated<string> | undefined;
  /** By person, whether that one is in it. */
  readonly members: Keyed<Dated<boolean>>;
};

export const initialCohort: CohortState = { cohort: undefined, name: undefined, members: {} };

export const evolve = (state: CohortState, { data }: CohortEvent): CohortState => {
  const { cohort, name, member, belongs, occurredAt: at } = data;
  return {
    cohort: latest(state.cohort, { value: cohort, at }),
    name: ifSaid<string>(state.name, name, at),
    members: put(state.members, member, latest(lookUp(state.members, member), { value: belongs, at })),
  };
};

export const membersIn = ({ members }: CohortState): number =>
  Object.values(members).filter(({ value }) => value).length;
