import type { CohortEvent } from '../../domain/cohort/events.js';
import { type CohortState, evolve, initialCohort, membersIn } from '../../domain/cohort/state.js';
import type { Fold } from '../fold.js';
import { accountCohorts } from './table.js';

export const cohorts: Fold<CohortState, CohortEvent> = {
  table: accountCohorts,
  handles: ['CohortMembershipChanged'],
  keysOf: ({ event }) => [[event.data.cohortId, event.data.accountId]],
  evolve: (held = initialCohort, { event }) => evolve(held, event),
  toCells: (state) => [state, state.cohort?.value.id ?? null, state.name?.value ?? null, membersIn(state)],
  fromCells: ([state]) => ({ ...initialCohort, ...(state as Partial<CohortState>) }),
};
