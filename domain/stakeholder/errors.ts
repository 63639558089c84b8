import type { StakeholderId } from '../ids.js';

/** The personal fields of one stakeholder were said to be about different people. */
type StakeholderIsSeveralPeople = {
  readonly _tag: 'StakeholderIsSeveralPeople';
  readonly stakeholderId: StakeholderId;
};

export type StakeholderRefusal = StakeholderIsSeveralPeople;
