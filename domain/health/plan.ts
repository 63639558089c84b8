import * as E from 'fp-ts/lib/Either.js';
import type { AccountId } from '../ids.js';
import type { CalendarDate, Timestamp } from '../primitives.js';
import type { AccountSeries } from './daily-series.js';
import { decide } from './decide.js';
import type { HealthEvent } from './events.js';
import { inputsOn, readingsOf } from './measures.js';
import type { HealthPolicy } from './policy.js';
import { scoreInputs } from './score.js';
import type { HealthState } from './state.js';

export type ScoresToPlan = {
  readonly accountId: AccountId;
  readonly policy: HealthPolicy;
  /** The series of every account of the merged group. */
  readonly members: ReadonlyArray<AccountSeries>;
  readonly days: ReadonlyArray<CalendarDate>;
  readonly recorded: HealthState;
  readonly now: Timestamp;
};

const endOf = (day: CalendarDate): Timestamp => `${day}T23:59:59.999Z` as Timestamp;

/**
 * The scores that are to be recorded so that each of the days says what the series say: none for a day that says so
 * already. A day is scored as of its end, or as of now while it lasts. What is recorded after this depends on the
 * series alone, whatever was recorded before.
 */
export const planScores = ({
  accountId,
  policy,
  members,
  days,
  recorded,
  now,
}: ScoresToPlan): ReadonlyArray<HealthEvent> => {
  const to = days.reduce<CalendarDate | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
  if (to === undefined) return [];
  const readings = readingsOf(members, to);
  return days.flatMap((day) => {
    const occurredAt = endOf(day) < now ? endOf(day) : now;
    const scored = scoreInputs(policy, inputsOn(readings, day));
    const data = { accountId, day, occurredAt, ...scored, policyVersion: policy.version };
    const decided = decide({ type: 'RecordHealthScore', data }, recorded);
    if (E.isLeft(decided))
      throw new TypeError(`health policy ${policy.version} scores what is refused: ${decided.left._tag}`);
    return decided.right;
  });
};
