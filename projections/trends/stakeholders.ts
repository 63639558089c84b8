import type { EventOf } from '../../domain/catalogue.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { type CalendarDate, dayOf, type Timestamp } from '../../domain/primitives.js';
import type { Survey } from '../../domain/stakeholder/events.js';
import { netPromoterOf } from '../../domain/stakeholder/net-promoter.js';
import { evolve, hasLeft, initialStakeholder, type StakeholderState } from '../../domain/stakeholder/state.js';
import type { Fold } from '../fold.js';
import type { Contribution } from '../rollup.js';
import { onDay } from './daily.js';
import { trendStakeholders } from './table.js';

type Engaged = Pick<StakeholderState, 'account' | 'lastEngagedAt' | 'leftAt' | 'returnedAt'> & {
  /** How often on each day. */
  readonly engagements: Keyed<number>;
  /** The scores of all answers, by survey and time. */
  readonly answers: Keyed<number>;
};
type Fact = EventOf<
  'StakeholderLinked' | 'StakeholderEngaged' | 'StakeholderLeft' | 'StakeholderReturned' | 'SurveyAnswered'
>;

const unknown: Engaged = {
  account: undefined,
  lastEngagedAt: undefined,
  leftAt: undefined,
  returnedAt: undefined,
  engagements: {},
  answers: {},
};

const counted = (engagements: Keyed<number>, event: Fact): Keyed<number> => {
  if (event.type !== 'StakeholderEngaged') return engagements;
  const day = dayOf(event.data.occurredAt);
  return put(engagements, day, (lookUp(engagements, day) ?? 0) + 1);
};

const answerKey = (survey: Survey, at: Timestamp): string => `${survey} ${at}`;

/** Of several answers at one instant the best. */
const answered = (answers: Keyed<number>, event: Fact): Keyed<number> => {
  if (event.type !== 'SurveyAnswered') return answers;
  const key = answerKey(event.data.survey, event.data.occurredAt);
  return put(answers, key, Math.max(lookUp(answers, key) ?? 0, event.data.score));
};

const answersOf = (accountId: string, answers: Keyed<number>): ReadonlyArray<Contribution> =>
  Object.entries(answers).map(([key, score]) => {
    const [survey, at] = key.split(' ') as [Survey, Timestamp];
    return onDay(accountId, survey, dayOf(at), survey === 'nps' ? netPromoterOf(score) : score);
  });

/** A person's engagements, answers and departure count for the account the person is tied to. */
export const stakeholders: Fold<Engaged, Fact> = {
  table: trendStakeholders,
  handles: ['StakeholderLinked', 'StakeholderEngaged', 'StakeholderLeft', 'StakeholderReturned', 'SurveyAnswered'],
  keysOf: ({ event }) => [[event.data.stakeholderId]],
  evolve: (held = unknown, { event }) => {
    const { account, lastEngagedAt, leftAt, returnedAt } = evolve({ ...initialStakeholder, ...held }, event);
    return {
      account,
      lastEngagedAt,
      leftAt,
      returnedAt,
      engagements: counted(held.engagements, event),
      answers: answered(held.answers, event),
    };
  },
  toCells: (state) => [state],
  fromCells: ([state]) => ({ ...unknown, ...(state as Partial<Engaged>) }),
  contributions: (state): ReadonlyArray<Contribution> => {
    const accountId = state.account?.value ?? null;
    if (accountId === null) return [];
    const engagements = Object.entries(state.engagements).map(([day, times]) =>
      onDay(accountId, 'engagements', day as CalendarDate, times),
    );
    const said = [...engagements, ...answersOf(accountId, state.answers)];
    if (state.leftAt === undefined || !hasLeft({ ...initialStakeholder, ...state })) return said;
    return [...said, onDay(accountId, 'stakeholders_left', dayOf(state.leftAt), 1)];
  },
};
