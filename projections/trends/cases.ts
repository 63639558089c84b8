import { dayOf, type Timestamp } from '../../domain/primitives.js';
import type { SupportCaseEvent } from '../../domain/support-case/events.js';
import { standingBreaches } from '../../domain/support-case/sla.js';
import {
  evolve,
  initialSupportCase,
  type SupportCaseState,
  secondsToFirstReply,
  secondsToSolution,
  solvedSince,
} from '../../domain/support-case/state.js';
import { statusIntervals } from '../../domain/support-case/timeline.js';
import type { Fold } from '../fold.js';
import { impersonalCase } from '../impersonal.js';
import { onDay } from './daily.js';
import type { MetricName } from './metrics.js';
import { trendCases } from './table.js';

/**
 * A case counts for the account it is tied to: on the day it was opened, replied to, each day it was solved or broke a
 * promise, the day it was rated.
 */
export const cases: Fold<SupportCaseState, SupportCaseEvent> = {
  table: trendCases,
  handles: [
    'CaseOpened',
    'CaseLinked',
    'CaseReopened',
    'CaseSolved',
    'CaseDeleted',
    'CaseRestored',
    'CaseSatisfactionRated',
    'CaseReplied',
    'CaseSlaBreached',
    'CaseSlaBreachWithdrawn',
  ],
  keysOf: ({ event }) => [[event.data.caseId]],
  evolve: (held = initialSupportCase, { event }) => evolve(held, impersonalCase(event)),
  toCells: (state) => [state],
  fromCells: ([state]) => ({ ...initialSupportCase, ...(state as Partial<SupportCaseState>) }),
  contributions: (supportCase) => {
    const { account, timeline, satisfaction, firstRepliedAt, slaBreaches } = supportCase;
    const accountId = account?.value ?? null;
    if (accountId === null) return [];
    const opened = timeline.find(({ said }) => said === 'opened');
    const solved = statusIntervals({ timeline }).filter(({ status }) => status === 'solved');
    const took = (metric: MetricName, seconds: number | undefined, at: Timestamp | undefined) =>
      seconds === undefined || at === undefined ? [] : [onDay(accountId, metric, dayOf(at), seconds / 60)];
    return [
      ...(opened === undefined ? [] : [onDay(accountId, 'tickets_opened', dayOf(opened.at), 1)]),
      ...solved.map(({ from }) => onDay(accountId, 'tickets_solved', dayOf(from), 1)),
      ...took('first_reply_minutes', secondsToFirstReply(supportCase), firstRepliedAt),
      ...took('resolution_minutes', secondsToSolution(supportCase), solvedSince(supportCase)),
      ...standingBreaches(slaBreaches).map(({ at }) => onDay(accountId, 'sla_breaches', dayOf(at), 1)),
      ...(satisfaction === undefined
        ? []
        : [onDay(accountId, 'csat', dayOf(satisfaction.at), satisfaction.value.score)]),
    ];
  },
};
