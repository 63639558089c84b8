import type { EventOf } from '../../domain/catalogue.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import { evolve, hasLeft, initialStakeholder, type StakeholderState } from '../../domain/stakeholder/state.js';
import type { Fold } from '../fold.js';
import type { Contribution } from '../rollup.js';
import { onDay } from './daily.js';
import { trendStakeholders } from './table.js';

type Engaged = Pick<StakeholderState, 'account' | 'lastEngagedAt' | 'leftAt' | 'returnedAt'> & {
  /** How often on each day. */
  readonly engagements: Keyed<number>;
};
type Fact = EventOf<'StakeholderLinked' | 'StakeholderEngaged' | 'StakeholderLeft' | 'StakeholderReturned'>;

const unknown: Engaged = {
  account: undefined,
  lastEngagedAt: undefined,
  leftAt: undefined,
  returnedAt: undefined,
  engagements: {},
};

const counted = (engagements: Keyed<number>, event: Fact): Keyed<number> => {
  if (event.type !== 'StakeholderEngaged') return engagements;
  const day = dayOf(event.data.occurredAt);
  return put(engagements, day, (lookUp(engagements, day) ?? 0) + 1);
};

/** A person's engagements and departure count for the account the person is tied to. */
export const stakeholders: Fold<Engaged, Fact> = {
  table: trendStakeholders,
  handles: ['StakeholderLinked', 'StakeholderEngaged', 'StakeholderLeft', 'StakeholderReturned'],
  keysOf: ({ event }) => [[event.data.stakeholderId]],
  evolve: (held = unknown, { event }) => {
    const { account, lastEngagedAt, leftAt, returnedAt } = evolve({ ...initialStakeholder, ...held }, event);
    return { account, lastEngagedAt, leftAt, returnedAt, engagements: counted(held.engagements, event) };
  },
  toCells: (state) => [state],
  fromCells: ([state]) => ({ ...unknown, ...(state as Partial<Engaged>) }),
  contributions: (state): ReadonlyArray<Contribution> => {
    const accountId = state.account?.value ?? null;
    if (accountId === null) return [];
    const engagements = Object.entries(state.engagements).map(([day, times]) =>
      onDay(accountId, 'engagements', day as CalendarDate, times),
    );
    if (state.leftAt === undefined || !hasLeft({ ...initialStakeholder, ...state })) return engagements;
    return [...engagements, onDay(accountId, 'stakeholders_left', dayOf(state.leftAt), 1)];
  },
};
