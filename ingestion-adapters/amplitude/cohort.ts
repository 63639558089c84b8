import * as t from 'io-ts';
import type { Translation } from '../translation.js';

/** Who came into a cohort, or left it. */
const Cohort = t.type({ cohort_id: t.string, in_cohort: t.boolean, users: t.readonlyArray(t.unknown) }, 'Cohort');
type Cohort = t.TypeOf<typeof Cohort>;

export const isCohort = (json: unknown): json is Cohort => Cohort.is(json);

/** Who is in a cohort states no fact of ours: its members are kept in the receipt, and counted. */
export const cohortMembers = (json: unknown): Translation => {
  const what = `cohort ${isCohort(json) && json.in_cohort ? 'entered' : 'left'}`;
  const users = isCohort(json) ? json.users.length : 0;
  return { commands: [], quarantined: [], notUnderstood: { [what]: Math.max(1, users) } };
};
