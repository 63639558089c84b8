import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import type { OpportunityEvent } from '../../domain/opportunity/events.js';
import { evolve, initialOpportunity, kindOf, statusOf, yearlyValueOf } from '../../domain/opportunity/state.js';
import { dayOf } from '../../domain/primitives.js';
import { type Entry, levelsFrom } from './daily-entries.js';
import { eventsOf, groupedBy } from './facts-of.js';

const isOpportunityEvent = (event: DomainEvent): event is OpportunityEvent => 'opportunityId' in event.data;

type Told = { readonly flows: ReadonlyArray<Entry>; readonly changes: ReadonlyArray<Entry> };

const toldOf = (events: ReadonlyArray<OpportunityEvent>): Told => {
  const flows: Array<Entry> = [];
  const changes: Array<Entry> = [];
  let state = initialOpportunity;
  let held = { expansions: 0, value: 0, renewals: 0 };
  for (const event of events) {
    const day = dayOf(event.data.occurredAt);
    state = evolve(state, event);
    const kind = kindOf(state);
    const isOpen = state.openedAt !== undefined && statusOf(state) === 'open';
    const grows = kind === 'upsell' || kind === 'cross-sell';
    const next = {
      expansions: isOpen && grows ? 1 : 0,
      value: isOpen && grows ? Number(yearlyValueOf(state) ?? 0) : 0,
      renewals: isOpen && kind === 'renewal' ? 1 : 0,
    };
    changes.push(
      { name: 'open_expansions', day, value: next.expansions - held.expansions },
      { name: 'open_expansion_value', day, value: next.value - held.value },
      { name: 'open_renewals', day, value: next.renewals - held.renewals },
    );
    if (event.type === 'OpportunityWon' && grows) flows.push({ name: 'expansions_won', day, value: 1 });
    if (event.type === 'OpportunityLost') {
      flows.push({ name: kind === 'renewal' ? 'renewals_lost' : 'expansions_lost', day, value: 1 });
    }
    held = next;
  }
  return { flows, changes };
};

/** What is being sold to an account day by day, as far as the kind of it was said by then. */
export const opportunityEntries = (facts: ReadonlyArray<SaidFact>): ReadonlyArray<Entry> => {
  const all = groupedBy(eventsOf(facts, isOpportunityEvent), ({ data }) => data.opportunityId).map(toldOf);
  return [...all.flatMap(({ flows }) => flows), ...levelsFrom(all.flatMap(({ changes }) => changes))];
};
