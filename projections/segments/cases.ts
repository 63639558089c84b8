import type { EventOf } from '../../domain/catalogue.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import { evolve, initialSupportCase, type SupportCaseState } from '../../domain/support-case/state.js';
import { statusIntervals } from '../../domain/support-case/timeline.js';
import type { Fold } from '../fold.js';
import type { Contribution, Rollup } from '../rollup.js';
import { DAYS, monthOf, placeIn } from './months.js';
import { segmentCases, segmentOpenCases, segmentOpenCasesOffDay } from './table.js';

type Held = Pick<SupportCaseState, 'account' | 'timeline'>;
type Fact = EventOf<'CaseOpened' | 'CaseLinked' | 'CaseReopened' | 'CaseSolved' | 'CaseDeleted' | 'CaseRestored'>;

const changeOn = (accountId: string, day: CalendarDate, by: 1 | -1): Contribution => ({
  key: [accountId, monthOf(day)],
  slot: placeIn(day) - 1,
  sum: by,
  count: 1,
  day,
});

/** While it is open, a case counts for the account it is tied to now. */
export const cases: Fold<Held, Fact> = {
  table: segmentCases,
  handles: ['CaseOpened', 'CaseLinked', 'CaseReopened', 'CaseSolved', 'CaseDeleted', 'CaseRestored'],
  keysOf: ({ event }) => [[event.data.caseId]],
  evolve: (held, { event }) => {
    const { account, timeline } = evolve({ ...initialSupportCase, ...held }, event);
    return { account, timeline };
  },
  toCells: (state) => [state],
  fromCells: ([state]) => ({ account: undefined, timeline: [], ...(state as Partial<Held>) }),
  contributions: ({ account, timeline }) => {
    const accountId = account?.value ?? null;
    if (accountId === null) return [];
    return statusIntervals({ timeline }).flatMap(({ status, from, until }) => {
      if (status !== 'open') return [];
      const opened = changeOn(accountId, dayOf(from), 1);
      return until === null ? [opened] : [opened, changeOn(accountId, dayOf(until), -1)];
    });
  },
};

export const openCases: Rollup = {
  table: segmentOpenCases,
  offDay: segmentOpenCasesOffDay,
  slots: DAYS,
  handles: [],
  contributions: () => [],
};
