import { feeds } from '../../../../ingestion-adapters/intercom/feeds.js';
import type { Account } from '../../../../simulator/accounts.js';
import type { Company } from '../../../../simulator/company.js';
import { intercomCompanyId, intercomVersions, requestersOf } from '../../../../simulator/records/intercom.js';
import { shownLate } from '../../../../simulator/records/version.js';
import { crmTruth } from '../../../../simulator/truth/crm.js';
import { intercomStub, type Workspace } from '../../../support/vendors/intercom.js';
import { accountId, intercom } from '../../intercom/after-ingesting.js';
import { asTimeGoesOn } from '../as-time-goes-on.js';
import { expiringToken } from '../expiring-token.js';
import type { Outcome } from '../outcome.js';
import type { SimulatedVendor, World } from '../simulated-vendor.js';
import { trueSupport } from '../true-support.js';
import { rootOf } from './zendesk.js';

const PAGE = 9;
const SEARCH_LAGS = 60_000;
const INSIDE = 'inside';

const companyOf = (account: Account, employees: number): Outcome[string] => ({
  name: account.name,
  domain: account.domain,
  industry: account.industry.name,
  plan: account.plan.name,
  employees,
  mergedInto: rootOf(account),
});

const accountsIn = (company: Company): Outcome => {
  const sizes = new Map(
    crmTruth(company).flatMap(({ object, id, values }) =>
      object === 'company' ? [[id, Number(values['numberofemployees'])] as const] : [],
    ),
  );
  return Object.fromEntries(
    company.customers.flatMap(({ account }) => [
      [`account ${rootOf(account)}`, { mergedInto: undefined }],
      [`account ${accountId(intercomCompanyId(account))}`, companyOf(account, sizes.get(account.companyId) ?? 0)],
      ...requestersOf(company, account).map(({ id }) => [
        `account ${accountId(`contact/${id}`)}`,
        { mergedInto: rootOf(account) },
      ]),
    ]),
  );
};

const contactsIn = (company: Company): Outcome =>
  Object.fromEntries(
    company.customers.flatMap(({ account }) =>
      requestersOf(company, account).map(({ id, firstName, lastName, email }) => [
        `contact intercom:demo:${id}`,
        { firstName, lastName, email, role: 'user', left: false, account: rootOf(account) },
      ]),
    ),
  );

/** A workspace that is read page by page, whose searches lag behind, and with a token that has to be replaced at times. */
export const simulatedIntercom = ({ company, clock, random }: World, endsAt: number): SimulatedVendor => {
  const workspace: Workspace = {
    conversations: new Map(),
    contacts: new Map(),
    companies: new Map(),
    tickets: new Map(),
  };
  const versions = shownLate(intercomVersions(company), random, SEARCH_LAGS);
  const held = asTimeGoesOn(versions, ({ record: { table, id, row } }) => workspace[table].set(id, row));
  const stub = intercomStub(workspace, { token: INSIDE, perPage: PAGE, now: () => clock.now().getTime() });
  const token = expiringToken(clock);
  const guarded = token.guarding(
    (shown) => `Bearer ${shown}`,
    ({ method, url, headers = {}, body = '' }) => stub.answer(method, url, headers, String(body)),
    `Bearer ${INSIDE}`,
  );
  const cases = trueSupport(
    company,
    {
      caseId: (id) => `intercom:demo:${id}`,
      accountOf: ({ account }) => rootOf(account),
      priority: (priority) => (priority === 'high' || priority === 'urgent' ? 'high' : 'normal'),
      saysRatings: true,
      saysReplies: true,
    },
    endsAt,
  );
  return {
    connection: () => ({ ...intercom, credentials: { accessToken: token.token() } }),
    feeds,
    answer: (request) => {
      held.until(clock.now().getTime());
      return guarded(request);
    },
    nextChangeAt: held.nextAt,
    renew: token.renew,
    truth: { ...accountsIn(company), ...contactsIn(company), ...cases },
  };
};
