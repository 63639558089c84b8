import type { Aggregate } from '../decider.js';
import type { CohortCommand } from './commands.js';
import { decide } from './decide.js';
import type { CohortEvent } from './events.js';
import { type CohortState, evolve, initialCohort } from './state.js';
import { cohortStream } from './stream.js';

export const cohortAggregate: Aggregate<CohortCommand, CohortState, CohortEvent, never> = {
  category: 'cohort',
  streamOf: ({ data }) => cohortStream(data.cohortId, data.accountId),
  initialState: initialCohort,
  decide,
  evolve,
};
