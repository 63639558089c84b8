import type { OpportunityEvent } from '../../domain/opportunity/events.js';
import {
  evolve as evolveOpportunity,
  initialOpportunity,
  type OpportunityState,
  statusOf as opportunityStatus,
} from '../../domain/opportunity/state.js';
import type { StakeholderEvent } from '../../domain/stakeholder/events.js';
import {
  evolve as evolveStakeholder,
  hasLeft,
  initialStakeholder,
  type StakeholderState,
} from '../../domain/stakeholder/state.js';
import type { SupportCaseEvent } from '../../domain/support-case/events.js';
import {
  statusOf as caseStatus,
  evolve as evolveCase,
  initialSupportCase,
  type SupportCaseState,
} from '../../domain/support-case/state.js';
import type { Fold } from '../fold.js';
import { impersonalCase, impersonalStakeholder } from '../impersonal.js';
import { countFor } from './counts.js';
import { accountCases, accountOpportunities, accountStakeholders } from './table.js';

export const cases: Fold<SupportCaseState, SupportCaseEvent> = {
  table: accountCases,
  handles: ['CaseOpened', 'CaseLinked', 'CaseReopened', 'CaseSolved', 'CaseDeleted', 'CaseRestored'],
  keysOf: ({ event }) => [[event.data.caseId]],
  evolve: (held = initialSupportCase, { event }) => evolveCase(held, impersonalCase(event)),
  toCells: (state) => [state, state.account?.value ?? null],
  fromCells: ([state]) => ({ ...initialSupportCase, ...(state as Partial<SupportCaseState>) }),
  contributions: (state) => countFor(state.account, caseStatus(state) === 'open' ? ['open_cases'] : []),
};

export const stakeholders: Fold<StakeholderState, StakeholderEvent> = {
  table: accountStakeholders,
  handles: [
    'StakeholderIdentified',
    'StakeholderLinked',
    'StakeholderEngaged',
    'StakeholderLeft',
    'StakeholderReturned',
  ],
  keysOf: ({ event }) => [[event.data.stakeholderId]],
  evolve: (held = initialStakeholder, { event }) => evolveStakeholder(held, impersonalStakeholder(event)),
  toCells: (state) => [state, state.account?.value ?? null],
  fromCells: ([state]) => ({ ...initialStakeholder, ...(state as Partial<StakeholderState>) }),
  contributions: (state) => {
    if (hasLeft(state)) return countFor(state.account, ['left_stakeholders']);
    const champion = state.role?.value === 'champion' ? (['champions'] as const) : [];
    return countFor(state.account, ['active_stakeholders', ...champion]);
  },
};

type Tied = Pick<OpportunityState, 'account' | 'status'>;

export const opportunities: Fold<Tied, OpportunityEvent> = {
  table: accountOpportunities,
  handles: ['OpportunityOpened', 'OpportunityLinked', 'OpportunityWon', 'OpportunityLost'],
  keysOf: ({ event }) => [[event.data.opportunityId]],
  evolve: (held, { event }) => {
    const { account, status } = evolveOpportunity({ ...initialOpportunity, ...held }, event);
    return { account, status };
  },
  toCells: (state) => [state, state.account?.value ?? null],
  fromCells: ([state]) => ({ account: undefined, status: undefined, ...(state as Partial<Tied>) }),
  contributions: ({ account, status }) =>
    countFor(account, [`${opportunityStatus({ ...initialOpportunity, status })}_opportunities`]),
};
