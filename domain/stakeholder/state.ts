import type { AccountId } from '../ids.js';
import { type Dated, ifSaid, later, latest } from '../latest.js';
import type { PersonalData } from '../personal-data.js';
import type { Timestamp } from '../primitives.js';
import type { StakeholderEvent, StakeholderRole, Survey } from './events.js';

type Answer = { readonly score: number; readonly raw: string; readonly comment: PersonalData<string> | null };

export type StakeholderState = {
  readonly firstName: Dated<PersonalData<string>> | undefined;
  readonly lastName: Dated<PersonalData<string>> | undefined;
  readonly email: Dated<PersonalData<string>> | undefined;
  readonly title: Dated<PersonalData<string>> | undefined;
  readonly role: Dated<StakeholderRole> | undefined;
  readonly account: Dated<AccountId | null> | undefined;
  readonly lastEngagedAt: Timestamp | undefined;
  readonly leftAt: Timestamp | undefined;
  /** The latest answer to each kind of survey. */
  readonly surveys: Readonly<Partial<Record<Survey, Dated<Answer>>>>;
  readonly returnedAt: Timestamp | undefined;
};

export const initialStakeholder: StakeholderState = {
  firstName: undefined,
  lastName: undefined,
  email: undefined,
  title: undefined,
  role: undefined,
  account: undefined,
  lastEngagedAt: undefined,
  leftAt: undefined,
  surveys: {},
  returnedAt: undefined,
};

export const evolve = (state: StakeholderState, event: StakeholderEvent): StakeholderState => {
  const at = event.data.occurredAt;
  switch (event.type) {
    case 'StakeholderIdentified':
      return {
        ...state,
        firstName: ifSaid(state.firstName, event.data.firstName, at),
        lastName: ifSaid(state.lastName, event.data.lastName, at),
        email: ifSaid(state.email, event.data.email, at),
        title: ifSaid(state.title, event.data.title, at),
        role: ifSaid(state.role, event.data.role, at),
      };
    case 'StakeholderLinked':
      return { ...state, account: latest(state.account, { value: event.data.accountId, at }) };
    case 'StakeholderEngaged':
      return { ...state, lastEngagedAt: later(state.lastEngagedAt, at) };
    case 'StakeholderLeft':
      return { ...state, leftAt: later(state.leftAt, at) };
    case 'SurveyAnswered': {
      const { survey, score, raw, comment } = event.data;
      const answer = latest(state.surveys[survey], { value: { score, raw, comment }, at });
      return { ...state, surveys: { ...state.surveys, [survey]: answer } };
    }
    case 'StakeholderReturned':
      return { ...state, returnedAt: later(state.returnedAt, at) };
  }
};

/** Someone who engages or is there again after having left is back. */
export const hasLeft = ({ leftAt, lastEngagedAt, returnedAt }: StakeholderState): boolean =>
  leftAt !== undefined && ![lastEngagedAt, returnedAt].some((back) => back !== undefined && back > leftAt);
