import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId, CohortId, DataSubjectId, ExternalRef } from '../ids.js';
import { NonEmptyString, nullable, Timestamp } from '../primitives.js';

/**
 * Someone of an account came into a cohort, or left it. `occurredAt` is when the vendor computed that, or, where its message
 * has no time, when we were sent it.
 */
export const CohortMembershipChanged = message('CohortMembershipChanged', {
  cohortId: CohortId,
  accountId: AccountId,
  occurredAt: Timestamp,
  cohort: ExternalRef,
  name: nullable(NonEmptyString),
  member: DataSubjectId,
  belongs: t.boolean,
});
export type CohortEvent = t.TypeOf<typeof CohortMembershipChanged>;
