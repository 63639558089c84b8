import { accountIdOf } from '../../../../application/identity.js';
import { feeds } from '../../../../ingestion-adapters/hubspot/feeds.js';
import { type HubspotRecord, hubspotVersions } from '../../../../simulator/records/hubspot.js';
import { makeHubspotStub } from '../../../support/vendors/hubspot.js';
import { oauthApp } from '../../hubspot/pulling.js';
import { asTimeGoesOn } from '../as-time-goes-on.js';
import type { SimulatedVendor, World } from '../simulated-vendor.js';
import { trueCrm } from '../true-crm.js';
import { trueSupport } from '../true-support.js';

const TOKEN_LASTS = 17;
const INDEX_LAGS = 5_000;
const LISTED = 11;

/** A portal whose tokens run out, and whose index lags behind. */
export const simulatedHubspot = ({ company, clock }: World, endsAt: number): SimulatedVendor => {
  const records = new Map<string, HubspotRecord>();
  const held = asTimeGoesOn(hubspotVersions(company), ({ key, record }) => {
    if (record === undefined) records.delete(key);
    else records.set(key, record);
  });
  const now = () => clock.now().getTime();
  const stub = makeHubspotStub({ records, now, searchLag: INDEX_LAGS, tokenLasts: TOKEN_LASTS, mostListed: LISTED });
  const crm = trueCrm(
    company,
    {
      source: 'hubspot',
      companyId: String,
      contactId: String,
      dealId: String,
      ownerId: String,
      stage: (stage) => stage,
      deletedContact: 'left',
      saysArr: false,
      saysLeft: true,
    },
    endsAt,
  );
  const cases = trueSupport(
    company,
    {
      caseId: (id) => `hubspot:demo:${id}`,
      accountOf: ({ account }) => accountIdOf({ source: 'hubspot', connection: 'demo', id: String(account.companyId) }),
      saysRatings: false,
      saysReplies: false,
    },
    endsAt,
  );
  return {
    connection: () => oauthApp,
    feeds,
    answer: (request) => {
      held.until(now());
      return stub.answer(request);
    },
    nextChangeAt: held.nextAt,
    renew: () => false,
    truth: { ...crm, ...cases },
  };
};
