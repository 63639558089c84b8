import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId, StakeholderId } from '../ids.js';
import { personalData } from '../personal-data.js';
import { nullable, oneOf, Timestamp } from '../primitives.js';

/** How much a person decides about the renewal. */
export const StakeholderRole = oneOf('champion', 'decision-maker', 'user', 'unknown');
export type StakeholderRole = t.TypeOf<typeof StakeholderRole>;

/** What a stakeholder did: answered a mail, joined a meeting, signed in to the community. */
export const Engagement = oneOf('email', 'meeting', 'call', 'note', 'other');
export type Engagement = t.TypeOf<typeof Engagement>;

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
/** The record of someone who was thought gone is there again. */
export const StakeholderReturned = message('StakeholderReturned', { ...stakeholder });

export const StakeholderEvent = t.union(
  [StakeholderIdentified, StakeholderLinked, StakeholderEngaged, StakeholderLeft, StakeholderReturned],
  'StakeholderEvent',
);
export type StakeholderEvent = t.TypeOf<typeof StakeholderEvent>;
