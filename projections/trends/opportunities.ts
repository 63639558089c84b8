import type { EventOf } from '../../domain/catalogue.js';
import { evolve, initialOpportunity, type OpportunityState } from '../../domain/opportunity/state.js';
import { dayOf } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { onDay } from './daily.js';
import { trendOpportunities } from './table.js';

type Outcome = Pick<OpportunityState, 'account' | 'status'>;
type Fact = EventOf<'OpportunityOpened' | 'OpportunityLinked' | 'OpportunityWon' | 'OpportunityLost'>;

const unknown: Outcome = { account: undefined, status: undefined };

/** An opportunity counts on the day it was won or lost, unless it was opened again. */
export const opportunities: Fold<Outcome, Fact> = {
  table: trendOpportunities,
  handles: ['OpportunityOpened', 'OpportunityLinked', 'OpportunityWon', 'OpportunityLost'],
  keysOf: ({ event }) => [[event.data.opportunityId]],
  evolve: (held = unknown, { event }) => {
    const { account, status } = evolve({ ...initialOpportunity, ...held }, event);
    return { account, status };
  },
  toCells: (state) => [state],
  fromCells: ([state]) => ({ ...unknown, ...(state as Partial<Outcome>) }),
  contributions: ({ account, status }) => {
    const accountId = account?.value ?? null;
    if (accountId === null || status === undefined || status.value === 'open') return [];
    return [onDay(accountId, `opportunities_${status.value}`, dayOf(status.at), 1)];
  },
};
