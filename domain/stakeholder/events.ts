import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId, StakeholderId } from '../ids.js';
import { personalData } from '../personal-data.js';
import { Fraction, nullable, oneOf, Timestamp } from '../primitives.js';

/** How much a person decides about the renewal. */
export const StakeholderRole = oneOf('champion', 'decision-maker', 'user', 'unknown');
export type StakeholderRole = t.TypeOf<typeof StakeholderRole>;

/** What a stakeholder did: answered a mail, joined a meeting, signed in to the community. */
export const Engagement = oneOf('email', 'meeting', 'call', 'note', 'other');
export type Engagement = t.TypeOf<typeof Engagement>;

/** What was asked: whether one would recommend it, how much effort it was, how satisfied one is. */
export const Survey = oneOf('nps', 'ces', 'csat');
export type Survey = t.TypeOf<typeof Survey>;

const stakeholder = { stakeholderId: StakeholderId, occurredAt: Timestamp };

/** A source said something about a person; absent fields were not said. Personal fields are each encrypted for the person. */
export const StakeholderIdentified = message('StakeholderIdentified', {
  ...stakeholder,
  firstName: nullable(personalData(t.string)),
  lastName: nullable(personalData(t.string)),
  email: nullable(personalData(t.string)),
  title: nullable(personalData(t.string)),
  role: nullable(StakeholderRole),
});
/** Contacts and their company arrive apart, in any order; this ties them. `accountId: null` unties. */
export const StakeholderLinked = message('StakeholderLinked', { ...stakeholder, accountId: nullable(AccountId) });
export const StakeholderEngaged = message('StakeholderEngaged', { ...stakeholder, engagement: Engagement });
export const StakeholderLeft = message('StakeholderLeft', { ...stakeholder });
/** `score` is normalised to 0 (bad) … 1 (good); `raw` is what the source said. */
export const SurveyAnswered = message('SurveyAnswered', {
  ...stakeholder,
  survey: Survey,
  score: Fraction,
  raw: t.string,
  comment: nullable(personalData(t.string)),
});

/** The record of someone who was thought gone is there again. */
export const StakeholderReturned = message('StakeholderReturned', { ...stakeholder });

export const StakeholderEvent = t.union(
  [StakeholderIdentified, StakeholderLinked, StakeholderEngaged, StakeholderLeft, StakeholderReturned, SurveyAnswered],
  'StakeholderEvent',
);
export type StakeholderEvent = t.TypeOf<typeof StakeholderEvent>;
