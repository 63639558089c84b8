import { accountIdOf } from '../../../../application/identity.js';
import { zendesk as vendor } from '../../../../ingestion-adapters/zendesk/vendor.js';
import type { Account } from '../../../../simulator/accounts.js';
import { type ZendeskRow, type ZendeskTable, zendeskVersions } from '../../../../simulator/records/zendesk.js';
import { stubZendesk } from '../../../support/vendors/zendesk.js';
import { zendesk } from '../../ingesting.js';
import { asTimeGoesOn } from '../as-time-goes-on.js';
import { expiringToken } from '../expiring-token.js';
import type { Outcome } from '../outcome.js';
import type { SimulatedVendor, World } from '../simulated-vendor.js';
import { trueSupport } from '../true-support.js';

const PAGE = 9;
const INSIDE = 'Bearer inside';

export const rootOf = ({ companyId }: Account): string =>
  accountIdOf({ source: 'hubspot', connection: 'demo', id: String(companyId) });

const organizationAccount = ({ organizationId }: Account): string =>
  accountIdOf({ source: 'zendesk', connection: 'demo', id: String(organizationId) });

/** A desk that is read page by page, with a token that has to be replaced at times. */
export const simulatedZendesk = ({ company, clock }: World, endsAt: number): SimulatedVendor => {
  const tables: Readonly<Record<ZendeskTable, Map<number, ZendeskRow['row']>>> = {
    tickets: new Map(),
    organizations: new Map(),
    satisfaction_ratings: new Map(),
    ticket_metric_events: new Map(),
  };
  const held = asTimeGoesOn(zendeskVersions(company), ({ record: { table, row } }) => tables[table].set(row.id, row));
  const stub = stubZendesk({
    desk: () => ({
      tickets: [...tables.tickets.values()],
      organizations: [...tables.organizations.values()],
      satisfaction_ratings: [...tables.satisfaction_ratings.values()],
      ticket_metric_events: [...tables.ticket_metric_events.values()],
    }),
    authorization: INSIDE,
    now: clock.now,
    pageSize: PAGE,
  });
  const token = expiringToken(clock);
  const guarded = token.guarding((shown) => `Bearer ${shown}`, stub, INSIDE);
  const accounts: Outcome = Object.fromEntries(
    company.customers.flatMap(({ account }) => [
      [`account ${organizationAccount(account)}`, { name: account.name, mergedInto: rootOf(account) }],
      [`account ${rootOf(account)}`, { mergedInto: undefined }],
    ]),
  );
  const cases = trueSupport(
    company,
    {
      caseId: (id) => `zendesk:demo:${id}`,
      accountOf: ({ account }) => rootOf(account),
      saysRatings: true,
      saysReplies: true,
    },
    endsAt,
  );
  return {
    connection: () => ({
      ...zendesk,
      credentials: { accessToken: token.token() },
      settings: { ...zendesk.settings, baseUrl: 'https://desk.example' },
    }),
    feeds: vendor.feeds ?? [],
    answer: (request) => {
      held.until(clock.now().getTime());
      return guarded(request);
    },
    nextChangeAt: held.nextAt,
    renew: token.renew,
    truth: { ...accounts, ...cases },
  };
};
