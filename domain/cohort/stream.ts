import type { AccountId, CohortId } from '../ids.js';

/** A stream for each account in a cohort. */
export const cohortStream = (cohortId: CohortId, accountId: AccountId): string => `cohort-${cohortId}-${accountId}`;
