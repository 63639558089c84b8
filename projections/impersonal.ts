import type { StakeholderEvent } from '../domain/stakeholder/events.js';
import type { SupportCaseEvent } from '../domain/support-case/events.js';

/** A fact about a person without what is personal: no read model may keep that beyond the reach of an erasure. */
export const impersonalStakeholder = (event: StakeholderEvent): StakeholderEvent => {
  switch (event.type) {
    case 'StakeholderIdentified':
      return { ...event, data: { ...event.data, firstName: null, lastName: null, email: null, title: null } };
    case 'SurveyAnswered':
      return { ...event, data: { ...event.data, comment: null } };
    default:
      return event;
  }
};

export const impersonalCase = (event: SupportCaseEvent): SupportCaseEvent =>
  event.type === 'CaseSatisfactionRated' ? { ...event, data: { ...event.data, comment: null } } : event;
