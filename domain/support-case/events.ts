import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId, CaseId } from '../ids.js';
import { personalData } from '../personal-data.js';
import { Fraction, nullable, oneOf, Timestamp } from '../primitives.js';

/** Tickets and conversations alike. */
export const CaseChannel = oneOf('ticket', 'conversation');
export type CaseChannel = t.TypeOf<typeof CaseChannel>;
export const CasePriority = oneOf('low', 'normal', 'high', 'urgent');
export type CasePriority = t.TypeOf<typeof CasePriority>;

const supportCase = { caseId: CaseId, occurredAt: Timestamp };

export const CaseOpened = message('CaseOpened', { ...supportCase, channel: CaseChannel });
/** Ties a case to its customer; the tie may arrive before or after anything else about the case. */
export const CaseLinked = message('CaseLinked', { ...supportCase, accountId: nullable(AccountId) });
export const CasePriorityChanged = message('CasePriorityChanged', { ...supportCase, priority: CasePriority });
export const CaseReopened = message('CaseReopened', { ...supportCase });
export const CaseSolved = message('CaseSolved', { ...supportCase });
/** `score` is normalised to 0 (bad) … 1 (good); `raw` is the vendor's own word. */
export const CaseSatisfactionRated = message('CaseSatisfactionRated', {
  ...supportCase,
  score: Fraction,
  raw: t.string,
  comment: nullable(personalData(t.string)),
});

/** Someone of the support team answered the customer; the earliest of these is the first reply. */
export const CaseReplied = message('CaseReplied', { ...supportCase });
/**
 * A promise was not kept: `metric` names which, `null` where that was not said. `exact`: the time ran out then, and each
 * time is a breach of its own. Else it had run out by then, and of all that say so of one metric the earliest holds.
 */
export const CaseSlaBreached = message('CaseSlaBreached', {
  ...supportCase,
  metric: nullable(t.string),
  exact: t.boolean,
});
/** Takes back the breach of this metric at exactly this time: the promise no longer held. */
export const CaseSlaBreachWithdrawn = message('CaseSlaBreachWithdrawn', { ...supportCase, metric: nullable(t.string) });
export const CaseDeleted = message('CaseDeleted', { ...supportCase });
export const CaseRestored = message('CaseRestored', { ...supportCase });
/** The case goes on as another. */
export const CaseMerged = message('CaseMerged', { ...supportCase, into: CaseId });

export const SupportCaseEvent = t.union(
  [
    CaseOpened,
    CaseLinked,
    CasePriorityChanged,
    CaseReopened,
    CaseSolved,
    CaseSatisfactionRated,
    CaseReplied,
    CaseSlaBreached,
    CaseSlaBreachWithdrawn,
    CaseDeleted,
    CaseRestored,
    CaseMerged,
  ],
  'SupportCaseEvent',
);
export type SupportCaseEvent = t.TypeOf<typeof SupportCaseEvent>;
