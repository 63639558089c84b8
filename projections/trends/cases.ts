import { dayOf } from '../../domain/primitives.js';
import type { SupportCaseEvent } from '../../domain/support-case/events.js';
import { evolve, initialSupportCase, type SupportCaseState } from '../../domain/support-case/state.js';
import { statusIntervals } from '../../domain/support-case/timeline.js';
import type { Fold } from '../fold.js';
import { impersonalCase } from '../impersonal.js';
import { onDay } from './daily.js';
import { trendCases } from './table.js';

/** A case counts for the account it is tied to: on the day it was opened, each day it was solved, the day it was rated. */
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
  ],
  keysOf: ({ event }) => [[event.data.caseId]],
  evolve: (held = initialSupportCase, { event }) => evolve(held, impersonalCase(event)),
  toCells: (state) => [state],
  fromCells: ([state]) => ({ ...initialSupportCase, ...(state as Partial<SupportCaseState>) }),
  contributions: ({ account, timeline, satisfaction }) => {
    const accountId = account?.value ?? null;
    if (accountId === null) return [];
    const opened = timeline.find(({ said }) => said === 'opened');
    const solved = statusIntervals({ timeline }).filter(({ status }) => status === 'solved');
    return [
      ...(opened === undefined ? [] : [onDay(accountId, 'tickets_opened', dayOf(opened.at), 1)]),
      ...solved.map(({ from }) => onDay(accountId, 'tickets_solved', dayOf(from), 1)),
      ...(satisfaction === undefined
        ? []
        : [onDay(accountId, 'csat', dayOf(satisfaction.at), satisfaction.value.score)]),
    ];
  },
};
