import { MERGED_IDS, primaryCompany } from './objects.js';
import type { HubspotObject } from './topic.js';

type Watched = {
  /** The property that says when an object was last changed. */
  readonly modified: string;
  /** The properties that facts are made of. HubSpot passes over those that a portal has not. */
  readonly properties: ReadonlyArray<string>;
};

/** What is read of each kind of object. */
export const watched: Readonly<Record<HubspotObject, Watched>> = {
  company: {
    modified: 'hs_lastmodifieddate',
    properties: [
      'name',
      'domain',
      'industry',
      'plan',
      'region',
      'segment',
      'numberofemployees',
      'annualrevenue',
      'hubspot_owner_id',
      'lifecyclestage',
      'seats',
      MERGED_IDS,
    ],
  },
  contact: {
    modified: 'lastmodifieddate',
    properties: [
      'firstname',
      'lastname',
      'email',
      'jobtitle',
      'hs_buying_role',
      'role',
      'associatedcompanyid',
      'left_company',
      'notes_last_contacted',
      'hs_last_sales_activity_timestamp',
      'hs_email_last_reply_date',
      MERGED_IDS,
    ],
  },
  deal: {
    modified: 'hs_lastmodifieddate',
    properties: [
      'dealname',
      'dealtype',
      'deal_kind',
      'hs_arr',
      'amount',
      'deal_currency_code',
      'closedate',
      'createdate',
      'dealstage',
      'hs_is_closed',
      'hs_is_closed_won',
      'hs_is_closed_lost',
      'closed_lost_reason',
      primaryCompany.deal,
      MERGED_IDS,
    ],
  },
  ticket: {
    modified: 'hs_lastmodifieddate',
    properties: ['createdate', 'closed_date', 'hs_ticket_priority', primaryCompany.ticket, MERGED_IDS],
  },
};
