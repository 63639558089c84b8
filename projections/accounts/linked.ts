import type { OpportunityEvent } from '../../domain/opportunity/events.js';
import {
  evolve as evolveOpportunity,
  initialOpportunity,
  type OpportunityState,
  statusOf as opportunityStatus,
} from '../../domain/opportunity/state.js';
import type { StakeholderEvent } from '../../domain/stakeholder/events.js';
import { netPromoterOf } from '../../domain/stakeholder/net-promoter.js';
import {
  evolve as evolveStakeholder,
  hasLeft,
  initialStakeholder,
  type StakeholderState,
} from '../../domain/stakeholder/state.js';
import type { SupportCaseEvent } from '../../domain/support-case/events.js';
import { standingBreaches } from '../../domain/support-case/sla.js';
import {
  statusOf as caseStatus,
  evolve as evolveCase,
  initialSupportCase,
  type SupportCaseState,
  secondsToFirstReply,
  secondsToSolution,
} from '../../domain/support-case/state.js';
import type { Fold } from '../fold.js';
import { impersonalCase, impersonalStakeholder } from '../impersonal.js';
import { countFor, measureFor } from './counts.js';
import { accountCases, accountOpportunities, accountStakeholders } from './table.js';

const inMinutes = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds / 60;

export const cases: Fold<SupportCaseState, SupportCaseEvent> = {
  table: accountCases,
  handles: [
    'CaseOpened',
    'CaseLinked',
    'CaseReopened',
    'CaseSolved',
    'CaseDeleted',
    'CaseRestored',
    'CaseReplied',
    'CaseSlaBreached',
    'CaseSlaBreachWithdrawn',
    'CaseSatisfactionRated',
  ],
  keysOf: ({ event }) => [[event.data.caseId]],
  evolve: (held = initialSupportCase, { event }) => evolveCase(held, impersonalCase(event)),
  toCells: (state) => [state, state.account?.value ?? null],
  fromCells: ([state]) => ({ ...initialSupportCase, ...(state as Partial<SupportCaseState>) }),
  contributions: (state) => {
    const { account, slaBreaches, satisfaction } = state;
    return [
      ...countFor(account, caseStatus(state) === 'open' ? ['open_cases'] : []),
      ...standingBreaches(slaBreaches).flatMap(() => countFor(account, ['sla_breaches'])),
      ...measureFor(account, 'first_reply_minutes', inMinutes(secondsToFirstReply(state))),
      ...measureFor(account, 'resolution_minutes', inMinutes(secondsToSolution(state))),
      ...measureFor(account, 'csat', satisfaction?.value.score),
    ];
  },
};

export const stakeholders: Fold<StakeholderState, StakeholderEvent> = {
  table: accountStakeholders,
  handles: [
    'StakeholderIdentified',
    'StakeholderLinked',
    'StakeholderEngaged',
    'StakeholderLeft',
    'StakeholderReturned',
    'SurveyAnswered',
  ],
  keysOf: ({ event }) => [[event.data.stakeholderId]],
  evolve: (held = initialStakeholder, { event }) => evolveStakeholder(held, impersonalStakeholder(event)),
  toCells: (state) => [state, state.account?.value ?? null],
  fromCells: ([state]) => ({ ...initialStakeholder, ...(state as Partial<StakeholderState>) }),
  contributions: (state) => {
    const { account, role, surveys } = state;
    const champion = role?.value === 'champion' ? (['champions'] as const) : [];
    const nps = surveys.nps?.value.score;
    return [
      ...countFor(account, hasLeft(state) ? ['left_stakeholders'] : ['active_stakeholders', ...champion]),
      ...measureFor(account, 'csat', surveys.csat?.value.score),
      ...measureFor(account, 'ces', surveys.ces?.value.score),
      ...measureFor(account, 'nps', nps === undefined ? undefined : netPromoterOf(nps)),
    ];
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
